namespace PxSharp.Network;

/// <summary>The peer sent bytes that the protocol does not allow. The association is aborted.</summary>
public sealed class ProtocolException : DicomNetworkException
{
    internal ProtocolException(string where, string what, byte abortReason = 6, Exception? cause = null)
        : base($"the peer broke the DICOM protocol in its {where}: {what}; is it a DICOM port that answers there?", cause)
    {
        Where = where;
        AbortReason = abortReason;
    }

    /// <summary>The PDU or DIMSE message that is wrong: <c>P-DATA-TF</c>, <c>C-FIND-RSP</c>, ...</summary>
    public string Where { get; }

    /// <summary>The reason that our A-ABORT carries (PS3.8 table 9-26).</summary>
    internal byte AbortReason { get; }
}
