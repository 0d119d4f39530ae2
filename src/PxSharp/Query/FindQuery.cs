using PxSharp.Dicom;

namespace PxSharp.Query;

/// <summary>What to look for in a PACS.</summary>
public sealed record FindQuery
{
    /// <summary>What the results must match. Each key goes to the PACS at the level it belongs to.</summary>
    public IReadOnlyList<QueryKey> Keys { get; init; } = [];

    /// <summary>
    /// The attributes to ask for besides the <see cref="Keys"/>; null asks for <see cref="DefaultReturnTags"/>.
    /// </summary>
    public IReadOnlyList<DicomTag>? ReturnTags { get; init; }

    /// <summary>Ask for studies only, not for their series.</summary>
    public bool StudyOnly { get; init; }

    /// <summary>Stop after this many studies, telling the PACS so; null: no limit. At least 1.</summary>
    public int? MaximumStudies { get; init; }

    /// <summary>
    /// The Specific Character Set for text outside ASCII; null takes ISO_IR 100 where it has all the characters
    /// (every PACS knows it) and ISO_IR 192 otherwise.
    /// </summary>
    public string? SpecificCharacterSet { get; init; }

    /// <summary>What pypx asks for, at both levels, when nothing else is said.</summary>
    public static IReadOnlyList<DicomTag> DefaultReturnTags { get; } =
    [
        DicomTag.AccessionNumber,
        DicomTag.AcquisitionProtocolDescription,
        DicomTag.AcquisitionProtocolName,
        DicomTag.InstanceNumber,
        DicomTag.ModalitiesInStudy,
        DicomTag.Modality,
        DicomTag.NumberOfPatientRelatedInstances,
        DicomTag.NumberOfPatientRelatedSeries,
        DicomTag.NumberOfPatientRelatedStudies,
        DicomTag.NumberOfSeriesRelatedInstances,
        DicomTag.NumberOfStudyRelatedInstances,
        DicomTag.NumberOfStudyRelatedSeries,
        DicomTag.PatientAge,
        DicomTag.PatientBirthDate,
        DicomTag.PatientID,
        DicomTag.PatientName,
        DicomTag.PatientSex,
        DicomTag.PerformedStationAETitle,
        DicomTag.ProtocolName,
        DicomTag.SeriesDate,
        DicomTag.SeriesDescription,
        DicomTag.SeriesInstanceUID,
        DicomTag.StudyDate,
        DicomTag.StudyDescription,
        DicomTag.StudyInstanceUID,
    ];
}
