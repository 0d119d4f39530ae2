using System.Collections.Frozen;
using PxSharp.Dicom;

namespace PxSharp.Simulator.Query;

/// <summary>Which level an attribute belongs to, and the unique key of each level.</summary>
/// <remarks>PS3.4 C.6.1.1.2 to C.6.1.1.5; attributes that are not listed there go by their module in PS3.3.</remarks>
internal static class AttributeLevels
{
    private static readonly FrozenSet<DicomTag> _patient = new[]
    {
        DicomTag.PatientName, DicomTag.PatientID, DicomTag.IssuerOfPatientID, DicomTag.PatientBirthDate,
        DicomTag.PatientBirthTime, DicomTag.PatientSex, DicomTag.OtherPatientNames, DicomTag.EthnicGroup,
        DicomTag.PatientComments, DicomTag.NumberOfPatientRelatedStudies, DicomTag.NumberOfPatientRelatedSeries,
        DicomTag.NumberOfPatientRelatedInstances,
    }.ToFrozenSet();

    private static readonly FrozenSet<DicomTag> _study = new[]
    {
        DicomTag.StudyInstanceUID, DicomTag.StudyDate, DicomTag.StudyTime, DicomTag.AccessionNumber, DicomTag.StudyID,
        DicomTag.StudyDescription, DicomTag.ReferringPhysicianName, DicomTag.PhysiciansOfRecord,
        DicomTag.NameOfPhysiciansReadingStudy, DicomTag.AdmittingDiagnosesDescription, DicomTag.PatientAge,
        DicomTag.PatientSize, DicomTag.PatientWeight, DicomTag.Occupation, DicomTag.AdditionalPatientHistory,
        DicomTag.ProcedureCodeSequence, DicomTag.ModalitiesInStudy, DicomTag.SOPClassesInStudy,
        DicomTag.NumberOfStudyRelatedSeries, DicomTag.NumberOfStudyRelatedInstances,
    }.ToFrozenSet();

    private static readonly FrozenSet<DicomTag> _series = new[]
    {
        DicomTag.SeriesInstanceUID, DicomTag.Modality, DicomTag.SeriesNumber, DicomTag.SeriesDate, DicomTag.SeriesTime,
        DicomTag.SeriesDescription, DicomTag.BodyPartExamined, DicomTag.ProtocolName, DicomTag.Laterality,
        DicomTag.PatientPosition, DicomTag.PerformingPhysicianName, DicomTag.OperatorsName, DicomTag.Manufacturer,
        DicomTag.ManufacturerModelName, DicomTag.InstitutionName, DicomTag.InstitutionalDepartmentName,
        DicomTag.StationName, DicomTag.DeviceSerialNumber, DicomTag.SoftwareVersions, DicomTag.FrameOfReferenceUID,
        DicomTag.PerformedStationAETitle, DicomTag.RequestAttributesSequence, DicomTag.PerformedProcedureStepStartDate,
        DicomTag.PerformedProcedureStepStartTime, DicomTag.PerformedProcedureStepID,
        DicomTag.PerformedProcedureStepDescription, DicomTag.NumberOfSeriesRelatedInstances,
    }.ToFrozenSet();

    /// <summary>The level of an attribute; what is neither patient's, study's nor series' is the instance's.</summary>
    public static QueryLevel Of(DicomTag tag) =>
        _patient.Contains(tag) ? QueryLevel.Patient
        : _study.Contains(tag) ? QueryLevel.Study
        : _series.Contains(tag) ? QueryLevel.Series
        : QueryLevel.Image;

    /// <summary>The unique key of a level.</summary>
    public static DicomTag UniqueKey(QueryLevel level) => level switch
    {
        QueryLevel.Patient => DicomTag.PatientID,
        QueryLevel.Study => DicomTag.StudyInstanceUID,
        QueryLevel.Series => DicomTag.SeriesInstanceUID,
        _ => DicomTag.SOPInstanceUID,
    };
}
