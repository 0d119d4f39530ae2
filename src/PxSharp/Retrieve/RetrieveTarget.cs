using System.Globalization;
using PxSharp.Index;
using PxSharp.Query;

namespace PxSharp.Retrieve;

/// <summary>A series to retrieve, with what the query said of it.</summary>
/// <param name="Patient">Its patient, for the index.</param>
/// <param name="Study">Its study.</param>
/// <param name="Series">The series.</param>
public sealed record RetrieveTarget(PatientRecord Patient, StudyRecord Study, SeriesRecord Series)
{
    /// <summary>Instances that the PACS counts in the series; null when it did not say.</summary>
    public int? CountedInstances { get; init; }

    /// <summary>The only instances to retrieve; null: all of the series.</summary>
    public IReadOnlyList<string>? SOPInstanceUIDs { get; init; }

    /// <summary>The series of a study that a query found.</summary>
    public static IEnumerable<RetrieveTarget> Of(StudyResult study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var tags = ResultTags.Of(study.Dataset);
        return (study.Series ?? []).Select(series => Of(tags, ResultTags.Of(series.Dataset)) with
        {
            SOPInstanceUIDs = series.Instances?.Select(instance => instance.SOPInstanceUID).ToArray(),
        });
    }

    /// <summary>The series of a study that a query found, out of pypx' JSON.</summary>
    public static IEnumerable<RetrieveTarget> Of(FoundStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return (study.Series ?? []).Select(series => Of(study.Tags, series.Tags) with
        {
            SOPInstanceUIDs = series.SOPInstanceUIDs,
        });
    }

    private static RetrieveTarget Of(ResultTags study, ResultTags series)
    {
        string? Of(string keyword) => study.FindValue(keyword) ?? series.FindValue(keyword);
        var patientID = Of("PatientID") ?? "";
        var studyInstanceUID = Of("StudyInstanceUID") ?? "";
        return new RetrieveTarget(
            new PatientRecord
            {
                PatientID = patientID,
                PatientName = Of("PatientName"),
                PatientBirthDate = Of("PatientBirthDate"),
                PatientSex = Of("PatientSex"),
                PatientAge = Of("PatientAge"),
            },
            new StudyRecord
            {
                StudyInstanceUID = studyInstanceUID,
                PatientID = patientID,
                StudyDescription = Of("StudyDescription"),
                StudyDate = Of("StudyDate"),
                StudyTime = Of("StudyTime"),
                AccessionNumber = Of("AccessionNumber"),
                StudyID = Of("StudyID"),
                ReferringPhysicianName = Of("ReferringPhysicianName"),
                PerformedStationAETitle = Of("PerformedStationAETitle"),
            },
            new SeriesRecord
            {
                SeriesInstanceUID = series.FindValue("SeriesInstanceUID") ?? "",
                StudyInstanceUID = studyInstanceUID,
                PatientID = patientID,
                Modality = series.FindValue("Modality"),
                SeriesNumber = series.FindValue("SeriesNumber"),
                SeriesDescription = series.FindValue("SeriesDescription"),
                SeriesDate = series.FindValue("SeriesDate"),
            })
        {
            CountedInstances = int.TryParse(
                series.FindValue("NumberOfSeriesRelatedInstances"),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count)
                    ? count
                    : null,
        };
    }
}
