using System.Globalization;

namespace PxSharp.Dicom;

/// <summary>Bytes that are not DICOM, or not whole. The message ends with the tag and the offset.</summary>
public sealed class DicomFormatException : DicomException
{
    /// <summary>An error at a place.</summary>
    /// <param name="message">What is wrong, without a full stop.</param>
    /// <param name="tag">The element that is wrong; null when it is none in particular.</param>
    /// <param name="offset">Bytes from the start of what was read, decompressed; -1 when unknown.</param>
    public DicomFormatException(string message, DicomTag? tag = null, long offset = -1)
        : base(Describe(message, tag, offset))
    {
        Tag = tag;
        Offset = offset;
    }

    /// <summary>The element that is wrong; null when it is none in particular.</summary>
    public DicomTag? Tag { get; }

    /// <summary>Bytes from the start of what was read, decompressed; -1 when unknown.</summary>
    public long Offset { get; }

    private static string Describe(string message, DicomTag? tag, long offset)
    {
        var place = (tag, offset) switch
        {
            (null, < 0) => "",
            (null, _) => $" at offset {offset}",
            (_, < 0) => $" at {tag}",
            _ => $" at {tag}, offset {offset}",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{message}{place}.");
    }
}
