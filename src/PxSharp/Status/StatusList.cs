using System.Runtime.CompilerServices;
using PxSharp.Index;
using PxSharp.Query;

namespace PxSharp.Status;

/// <summary>The status of many series, one after the other: nothing is kept.</summary>
public static class StatusList
{
    /// <summary>Every series that is known of a study.</summary>
    public static async IAsyncEnumerable<SeriesStatus> OfStudyAsync(
        IIndex index,
        string studyInstanceUID,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        var study = await index.FindStudyAsync(studyInstanceUID, cancellationToken);
        await foreach (var series in index.ListSeriesAsync(studyInstanceUID, cancellationToken))
        {
            yield return new SeriesStatus(studyInstanceUID, series.SeriesInstanceUID, study, series);
        }
    }

    /// <summary>Every series of a patient, or of all when <paramref name="patientID"/> is null.</summary>
    public static async IAsyncEnumerable<SeriesStatus> OfPatientAsync(
        IIndex index, string? patientID, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        await foreach (var study in index.ListStudiesAsync(patientID, cancellationToken))
        {
            await foreach (var series in index.ListSeriesAsync(study.StudyInstanceUID, cancellationToken))
            {
                // The same UID may stand for a study of another patient, whose turn is another time.
                if (series.PatientID == study.PatientID)
                    yield return new SeriesStatus(study.StudyInstanceUID, series.SeriesInstanceUID, study, series);
            }
        }
    }

    /// <summary>Every series that a query found, known here or not, in the query's order.</summary>
    public static async IAsyncEnumerable<SeriesStatus> OfFoundAsync(
        IIndex index, FindReport found, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(found);
        foreach (var study in found.Studies)
        {
            foreach (var series in study.Series ?? [])
            {
                yield return await SeriesStatus.OfAsync(
                    index, study.StudyInstanceUID, series.SeriesInstanceUID, cancellationToken);
            }
        }
    }
}
