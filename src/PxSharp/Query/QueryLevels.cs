using PxSharp.Dicom;

namespace PxSharp.Query;

/// <summary>At which level of the Study Root model a key belongs.</summary>
/// <remarks>
/// PS3.4 C.6.1.1 and C.6.2.1 name the keys of each level and leave "all other attributes at this level" open: these are
/// placed by the modules of PS3.3 they belong to (Patient; General and Patient Study; General Series and Equipment).
/// What is in none of them describes an instance.
/// </remarks>
public static class QueryLevels
{
    /// <summary>The text of Query/Retrieve Level (0008,0052).</summary>
    public static string WireName(this QueryLevel level) => level switch
    {
        QueryLevel.Patient => "PATIENT",
        QueryLevel.Study => "STUDY",
        QueryLevel.Series => "SERIES",
        _ => "IMAGE",
    };

    /// <summary>The level that <paramref name="tag"/> belongs to; for a key of several levels the widest.</summary>
    public static QueryLevel LevelOf(DicomTag tag)
    {
        if (IsOfEveryLevel(tag))
        {
            return QueryLevel.Study;
        }
        if (IsOfSeries(tag))
        {
            return QueryLevel.Series;
        }
        if (IsOfStudy(tag))
        {
            return QueryLevel.Study;
        }
        return IsOfPatient(tag) ? QueryLevel.Patient : QueryLevel.Image;
    }

    /// <summary>
    /// Whether a value for <paramref name="tag"/> is matched at <paramref name="level"/> (Study Root model).
    /// </summary>
    public static bool IsMatchedAt(DicomTag tag, QueryLevel level)
    {
        if (IsOfEveryLevel(tag))
        {
            return true;
        }
        var own = LevelOf(tag);
        return (own == QueryLevel.Patient ? QueryLevel.Study : own) == level;
    }

    // PS3.4 C.4.1.1.3.2 and C.4.1.2: attributes of the response at whatever level is asked.
    private static bool IsOfEveryLevel(DicomTag tag) =>
        tag == DicomTag.TimezoneOffsetFromUTC || tag == DicomTag.InstanceAvailability || tag == DicomTag.RetrieveAETitle
        || tag == DicomTag.RetrieveURI || tag == DicomTag.StorageMediaFileSetID
        || tag == DicomTag.StorageMediaFileSetUID;

    // The Patient and the Clinical Trial Subject module have the rest of these groups to themselves.
    private static bool IsOfPatient(DicomTag tag) =>
        tag.Group is 0x0010 or 0x0012 || tag == DicomTag.NumberOfPatientRelatedStudies
        || tag == DicomTag.NumberOfPatientRelatedSeries || tag == DicomTag.NumberOfPatientRelatedInstances;

    // 0032: the imaging service request, 0038: the visit, 4008: the interpretation of a study (retired).
    private static bool IsOfStudy(DicomTag tag) =>
        tag.Group is 0x0032 or 0x0038 or 0x4008 || StudyTags.BinarySearch(tag.Value) >= 0;

    // 0040,02xx: the performed procedure step, which made the series.
    private static bool IsOfSeries(DicomTag tag) =>
        (tag.Group == 0x0040 && tag.Element is >= 0x0241 and <= 0x02FF) || SeriesTags.BinarySearch(tag.Value) >= 0;

    // Both lists are in ascending order, for the search.
    private static ReadOnlySpan<uint> StudyTags =>
    [
        0x00080020, // StudyDate
        0x00080030, // StudyTime
        0x00080050, // AccessionNumber
        0x00080051, // IssuerOfAccessionNumberSequence
        0x00080061, // ModalitiesInStudy
        0x00080062, // SOPClassesInStudy
        0x00080063, // AnatomicRegionsInStudyCodeSequence
        0x00080090, // ReferringPhysicianName
        0x00080092, // ReferringPhysicianAddress
        0x00080094, // ReferringPhysicianTelephoneNumbers
        0x00080096, // ReferringPhysicianIdentificationSequence
        0x0008009C, // ConsultingPhysicianName
        0x0008009D, // ConsultingPhysicianIdentificationSequence
        0x00081030, // StudyDescription
        0x00081032, // ProcedureCodeSequence
        0x00081048, // PhysiciansOfRecord
        0x00081049, // PhysiciansOfRecordIdentificationSequence
        0x00081060, // NameOfPhysiciansReadingStudy
        0x00081062, // PhysiciansReadingStudyIdentificationSequence
        0x00081080, // AdmittingDiagnosesDescription
        0x00081084, // AdmittingDiagnosesCodeSequence
        0x00081110, // ReferencedStudySequence
        0x00101010, // PatientAge
        0x00101020, // PatientSize
        0x00101021, // PatientSizeCodeSequence
        0x00101022, // PatientBodyMassIndex
        0x00101030, // PatientWeight
        0x00102000, // MedicalAlerts
        0x00102110, // Allergies
        0x00102180, // Occupation
        0x001021A0, // SmokingStatus
        0x001021B0, // AdditionalPatientHistory
        0x001021C0, // PregnancyStatus
        0x001021D0, // LastMenstrualDate
        0x00102203, // PatientSexNeutered
        0x00120050, // ClinicalTrialTimePointID
        0x00120051, // ClinicalTrialTimePointDescription
        0x0020000D, // StudyInstanceUID
        0x00200010, // StudyID
        0x00201206, // NumberOfStudyRelatedSeries
        0x00201208, // NumberOfStudyRelatedInstances
        0x00401012, // ReasonForPerformedProcedureCodeSequence
    ];

    private static ReadOnlySpan<uint> SeriesTags =>
    [
        0x00080021, // SeriesDate
        0x00080031, // SeriesTime
        0x00080060, // Modality
        0x00080070, // Manufacturer
        0x00080080, // InstitutionName
        0x00080081, // InstitutionAddress
        0x00080082, // InstitutionCodeSequence
        0x00081010, // StationName
        0x0008103E, // SeriesDescription
        0x0008103F, // SeriesDescriptionCodeSequence
        0x00081040, // InstitutionalDepartmentName
        0x00081050, // PerformingPhysicianName
        0x00081052, // PerformingPhysicianIdentificationSequence
        0x00081070, // OperatorsName
        0x00081072, // OperatorIdentificationSequence
        0x00081090, // ManufacturerModelName
        0x00081111, // ReferencedPerformedProcedureStepSequence
        0x00081250, // RelatedSeriesSequence
        0x00120060, // ClinicalTrialCoordinatingCenterName
        0x00120071, // ClinicalTrialSeriesID
        0x00120072, // ClinicalTrialSeriesDescription
        0x00180015, // BodyPartExamined
        0x00181000, // DeviceSerialNumber
        0x00181002, // DeviceUID
        0x00181008, // GantryID
        0x00181020, // SoftwareVersions
        0x00181030, // ProtocolName
        0x00181200, // DateOfLastCalibration
        0x00181201, // TimeOfLastCalibration
        0x00185100, // PatientPosition
        0x00189423, // AcquisitionProtocolName: an acquisition is part of a series, and pypx filters series by it
        0x00189424, // AcquisitionProtocolDescription
        0x0020000E, // SeriesInstanceUID
        0x00200011, // SeriesNumber
        0x00200052, // FrameOfReferenceUID
        0x00200060, // Laterality
        0x00201040, // PositionReferenceIndicator
        0x00201209, // NumberOfSeriesRelatedInstances
        0x00541000, // SeriesType
        0x00541001, // Units
        0x300A0700, // TreatmentSessionUID
    ];
}
