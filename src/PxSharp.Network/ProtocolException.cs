namespace PxSharp.Network;

/// <summary>The peer sent bytes that the protocol does not allow. The association is aborted.</summary>
public sealed class ProtocolException : DicomNetworkException
{
    internal ProtocolException(string where, string what, byte abortReason = 6, Exception? cause = null)
        : this(where, what, abortReason, "if it happens again, report it to the peer's vendor", cause)
    {
    }

    private ProtocolException(string where, string what, byte abortReason, string advice, Exception? cause)
        : base($"the peer broke the DICOM protocol in its {where}: {what}; {advice}", cause)
    {
        Where = where;
        What = what;
        AbortReason = abortReason;
    }

    /// <summary>The PDU or DIMSE message that is wrong: <c>P-DATA-TF</c>, <c>C-FIND-RSP</c>, ...</summary>
    public string Where { get; }

    private string What { get; }

    /// <summary>The reason that our A-ABORT carries (PS3.8 table 9-26).</summary>
    internal byte AbortReason { get; }

    /// <summary>The same of a peer that never spoke DICOM to us.</summary>
    internal ProtocolException OfAStranger() =>
        new(Where, What, AbortReason, "is it a DICOM service that answers there, and the port right?", this);
}
