namespace PxSharp.Repack;

/// <summary>Why a source was not repacked.</summary>
public enum LeftAloneReason
{
    /// <summary>It is not a DICOM file.</summary>
    NotDicom,

    /// <summary>It is a DICOM file without an instance, such as a DICOMDIR.</summary>
    NotAnInstance,

    /// <summary>It is an instance, but not whole, or damaged.</summary>
    NotWhole,

    /// <summary>It could not be read, or its copy could not be written or recorded.</summary>
    Failed,
}
