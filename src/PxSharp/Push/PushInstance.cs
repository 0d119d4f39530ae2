using PxSharp.ObjectStores;

namespace PxSharp.Push;

/// <summary>An instance to be pushed, and the file that it is in.</summary>
public sealed class PushInstance
{
    private readonly Lazy<ObjectContent> _content;

    /// <summary>Names an instance.</summary>
    /// <param name="filePath">Its file.</param>
    public PushInstance(string filePath)
    {
        FilePath = filePath;
        _content = new Lazy<ObjectContent>(() => ObjectContent.FromFile(filePath));
    }

    /// <summary>Its file.</summary>
    public string FilePath { get; }

    /// <summary>The bytes of the file.</summary>
    public required long Length { get; init; }

    /// <summary>Bytes of the file before the data set: preamble and file meta information.</summary>
    public required long DatasetOffset { get; init; }

    /// <summary>SOP Instance UID (0008,0018).</summary>
    public required string SOPInstanceUID { get; init; }

    /// <summary>SOP Class UID (0008,0016).</summary>
    public required string SOPClassUID { get; init; }

    /// <summary>The UID of the transfer syntax that the file is in.</summary>
    public required string TransferSyntaxUID { get; init; }

    /// <summary>Study Instance UID (0020,000D); empty when it has none.</summary>
    public required string StudyInstanceUID { get; init; }

    /// <summary>Series Instance UID (0020,000E); empty when it has none.</summary>
    public required string SeriesInstanceUID { get; init; }

    /// <summary>The name that it has, or is to have, at the target; null where it has none but its UID.</summary>
    public string? ObjectName { get; init; }

    /// <summary>The bytes of the file, to be read again and again.</summary>
    /// <exception cref="ObjectStoreException">There is no such file any more.</exception>
    public ObjectContent Content => _content.Value;
}
