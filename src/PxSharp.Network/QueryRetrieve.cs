using PxSharp.Dicom;

namespace PxSharp.Network;

/// <summary>The SOP classes of query and retrieve.</summary>
/// <remarks>PS3.4 C.6.</remarks>
public static class QueryRetrieve
{
    /// <summary>C-FIND, Study Root: levels STUDY, SERIES, IMAGE.</summary>
    public const string StudyRootFind = DicomUID.StudyRootQueryRetrieveInformationModelFind;

    /// <summary>C-MOVE, Study Root.</summary>
    public const string StudyRootMove = DicomUID.StudyRootQueryRetrieveInformationModelMove;

    /// <summary>C-GET, Study Root.</summary>
    public const string StudyRootGet = DicomUID.StudyRootQueryRetrieveInformationModelGet;

    /// <summary>C-FIND, Patient Root: levels PATIENT, STUDY, SERIES, IMAGE.</summary>
    public const string PatientRootFind = DicomUID.PatientRootQueryRetrieveInformationModelFind;

    /// <summary>C-MOVE, Patient Root.</summary>
    public const string PatientRootMove = DicomUID.PatientRootQueryRetrieveInformationModelMove;

    /// <summary>C-GET, Patient Root.</summary>
    public const string PatientRootGet = DicomUID.PatientRootQueryRetrieveInformationModelGet;
}
