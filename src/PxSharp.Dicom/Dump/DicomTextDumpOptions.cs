namespace PxSharp.Dicom.Dump;

/// <summary>How much of each value a text dump shows.</summary>
public sealed record DicomTextDumpOptions
{
    /// <summary>The options when none are given.</summary>
    public static readonly DicomTextDumpOptions Default = new();

    /// <summary>Characters of a value before it is cut. Default 64.</summary>
    public int MaxValueLength
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    } = 64;
}
