namespace PxSharp.Dicom;

/// <summary>What this library calls itself, in files and in association negotiation.</summary>
/// <remarks>PS3.7 D.3.3.2, PS3.10 7.1.</remarks>
public static class DicomImplementation
{
    /// <summary>Implementation Class UID.</summary>
    public const string ClassUID = "2.25.1128271764427290364776866496449297413";

    /// <summary>Implementation Version Name, up to 16 characters.</summary>
    public const string VersionName = "PXSHARP_0_1";
}
