namespace PxSharp.Network;

/// <summary>The association ended before its time: the peer sent A-ABORT, or closed the connection.</summary>
/// <remarks>PS3.8 9.3.8.</remarks>
public sealed class AssociationAbortedException : DicomNetworkException
{
    internal AssociationAbortedException(
        string message, byte? source = null, byte? reason = null, Exception? cause = null)
        : base(message, cause)
    {
        AbortSource = source;
        Reason = reason;
    }

    /// <summary>
    /// 0: the peer's application; 2: its upper layer; null when the connection closed without an A-ABORT.
    /// </summary>
    public byte? AbortSource { get; }

    /// <summary>
    /// The reason, which counts for source 2 only; null when the connection closed without an A-ABORT.
    /// </summary>
    public byte? Reason { get; }

    internal static AssociationAbortedException ByPeer(byte source, byte reason) => new(source == 2
        ? $"the peer aborted the association: {DescribeReason(reason)}; look into the peer's log"
        : "the peer's application aborted the association; look into the peer's log for the reason", source, reason);

    internal static AssociationAbortedException Closed(string doing, Exception? cause = null) =>
        new($"the peer closed the connection {doing} without a word; look into the peer's log for the reason",
            cause: cause);

    internal static string DescribeReason(byte reason) => reason switch
    {
        1 => "it did not recognise a PDU",
        2 => "it did not expect a PDU",
        4 => "it did not recognise a PDU parameter",
        5 => "it did not expect a PDU parameter",
        6 => "it found an invalid PDU parameter value",
        _ => "it gave no reason",
    };
}
