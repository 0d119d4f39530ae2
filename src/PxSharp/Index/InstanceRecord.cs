namespace PxSharp.Index;

/// <summary>An instance that has been received and lies at its final place.</summary>
public sealed record InstanceRecord
{
    /// <summary>SOP Instance UID (0008,0018).</summary>
    public required string SOPInstanceUID { get; init; }

    /// <summary>SOP Class UID (0008,0016).</summary>
    public required string SOPClassUID { get; init; }

    /// <summary>Series Instance UID (0020,000E); empty when the instance has none.</summary>
    public required string SeriesInstanceUID { get; init; }

    /// <summary>The UID of the transfer syntax that the file is in.</summary>
    public required string TransferSyntaxUID { get; init; }

    /// <summary>The file, relative to the data root, with '/' between its parts.</summary>
    public required string RelativePath { get; init; }

    /// <summary>The bytes of the file.</summary>
    public required long Size { get; init; }

    /// <summary>When the instance was received (UTC, kept to the millisecond).</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The AE title that sent the instance; null when it came from a file.</summary>
    public string? CallingAETitle { get; init; }

    /// <summary>
    /// Whether another data set of this instance lay in its place, and was kept beside it. To record it; a question
    /// gives no.
    /// </summary>
    public bool IsSuperseding { get; init; }

    /// <summary>Looks whether the file lies there in its whole length; reads nothing of it.</summary>
    /// <param name="dataDirectory">The data root.</param>
    /// <returns>What is wrong, in a few words; null when nothing is.</returns>
    public string? FindFault(string dataDirectory)
    {
        var file = new FileInfo(Path.Combine(dataDirectory, RelativePath));
        return !file.Exists ? "its file is gone"
            : file.Length != Size ? $"its file has {file.Length} bytes, and had {Size}"
            : null;
    }
}
