using PxSharp.Network.Dimse;

namespace PxSharp.Network.Services;

/// <summary>
/// An instance to send: what it is, and where its data set's bytes come from. The bytes are sent as they are.
/// </summary>
public sealed record StoreSource
{
    /// <summary>UID of the SOP class.</summary>
    public required string SOPClassUID { get; init; }

    /// <summary>UID of the instance.</summary>
    public required string SOPInstanceUID { get; init; }

    /// <summary>UID of the transfer syntax that the bytes are in.</summary>
    public required string TransferSyntaxUID { get; init; }

    /// <summary>
    /// Opens the data set's bytes, from its first element to its end, without preamble and file meta information.
    /// </summary>
    /// <remarks>Called once for each send; the stream is disposed after it.</remarks>
    public required Func<CancellationToken, ValueTask<Stream>> OpenAsync { get; init; }

    /// <summary>How urgent it is.</summary>
    public DimsePriority Priority { get; init; }

    /// <summary>Whose C-MOVE it belongs to; null for none.</summary>
    public MoveOriginator? MoveOriginator { get; init; }

    /// <summary>An instance whose data set is in memory.</summary>
    public static StoreSource FromBytes(
        string sopClassUID, string sopInstanceUID, string transferSyntaxUID, ReadOnlyMemory<byte> dataset) =>
        new()
        {
            SOPClassUID = sopClassUID,
            SOPInstanceUID = sopInstanceUID,
            TransferSyntaxUID = transferSyntaxUID,
            OpenAsync = _ => ValueTask.FromResult<Stream>(ReadOnlyMemoryStream.Over(dataset)),
        };
}
