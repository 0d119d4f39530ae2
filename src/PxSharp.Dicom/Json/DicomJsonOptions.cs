namespace PxSharp.Dicom.Json;

/// <summary>What goes into DICOM JSON as it is, and what is only referred to.</summary>
public sealed record DicomJsonOptions
{
    /// <summary>The options when none are given.</summary>
    public static readonly DicomJsonOptions Default = new();

    /// <summary>Bytes of the longest value that is written inline, in base64. Default 64 KiB.</summary>
    public int MaxInlineLength
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    } = 64 * 1024;

    /// <summary>
    /// Gives the BulkDataURI of a value that is not written inline; null, also as an answer, for none.
    /// </summary>
    /// <remarks>Without one the element has its VR and, as "Length", its number of bytes.</remarks>
    public Func<DicomElement, string?>? BulkDataUri { get; init; }

    /// <summary>
    /// Gives the bytes behind a BulkDataURI that is read; null, also as an answer, leaves the element out.
    /// </summary>
    public Func<DicomTag, string, ReadOnlyMemory<byte>?>? ReadBulkData { get; init; }
}
