using System.Runtime.CompilerServices;
using PxSharp.Index;

namespace PxSharp.Status;

/// <summary>How far a study is: the sums over its series.</summary>
/// <param name="Study">The study.</param>
/// <param name="Patient">Its patient.</param>
/// <param name="Requested">Instances that were asked for; null when none ever was.</param>
/// <param name="Missing">What the newest retrieves of its series lack; null when nothing was promised.</param>
/// <param name="Pushed">Instances that have been pushed to storage.</param>
/// <param name="Registered">Instances that have been registered with CUBE.</param>
public sealed record StudyStatus(
    StudyRecord Study, PatientRecord? Patient, long? Requested, long? Missing, long Pushed, long Registered)
{
    /// <summary>The studies of a patient, or all when <paramref name="patientID"/> is null.</summary>
    public static async IAsyncEnumerable<StudyStatus> ListAsync(
        IIndex index, string? patientID, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        await foreach (var study in index.ListStudiesAsync(patientID, cancellationToken))
        {
            long? requested = null, missing = null;
            long pushed = 0, registered = 0;
            await foreach (var series in index.ListSeriesAsync(study.StudyInstanceUID, cancellationToken))
            {
                if (series.PatientID != study.PatientID)
                    continue;
                requested = Sum(requested, series.Requested);
                missing = Sum(missing, series.Missing);
                pushed += series.Pushed;
                registered += series.Registered;
            }
            var patient = await index.FindPatientAsync(study, cancellationToken);
            yield return new StudyStatus(study, patient, requested, missing, pushed, registered);
        }
    }

    private static long? Sum(long? sum, long? one) => one is null ? sum : (sum ?? 0) + one;
}
