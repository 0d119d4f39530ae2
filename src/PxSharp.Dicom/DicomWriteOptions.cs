namespace PxSharp.Dicom;

/// <summary>How to write where the standard leaves a choice.</summary>
public sealed record DicomWriteOptions
{
    /// <summary>Sequences and items with their lengths.</summary>
    public static readonly DicomWriteOptions Default = new();

    /// <summary>Whether sequences and items end with a delimiter, instead of having a length before them.</summary>
    /// <remarks>PS3.5 7.5.2. Every reader must take both.</remarks>
    public bool UndefinedLengths { get; init; }
}
