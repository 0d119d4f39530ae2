using PxSharp.Network.Associations;

namespace PxSharp.Network.Pdu;

/// <summary>Checks what a header claims, and reads the PDUs that are read as a whole.</summary>
internal static class PduDecoder
{
    /// <summary>
    /// Refuses a type that is unknown and a length that no such PDU has, before anything is buffered.
    /// </summary>
    internal static void Check(PduHeader header, int maximumLength)
    {
        var longest = header.Type switch
        {
            PduType.AssociateRequest or PduType.AssociateAccept => PduLimits.LongestAssociatePdu,
            PduType.DataTransfer => maximumLength + PduLimits.Slack,
            PduType.AssociateReject or PduType.ReleaseRequest or PduType.ReleaseResponse or PduType.Abort =>
                PduLimits.Slack,
            _ => throw new ProtocolException(
                    PduTypeNames.NameOf(header.Type), "there is no such PDU", AbortPdu.UnrecognizedPdu),
        };
        if (header.Length > longest)
        {
            throw new ProtocolException(PduTypeNames.NameOf(header.Type),
                $"it claims {header.Length} bytes where at most {longest} are allowed");
        }
        if (header.Type == PduType.DataTransfer && header.Length < PdvHeader.Size)
            throw new ProtocolException("P-DATA-TF", $"{header.Length} bytes hold no data value");
    }

    internal static IPdu Decode(PduType type, ReadOnlySpan<byte> body) => type switch
    {
        PduType.AssociateRequest => AssociateRequestPdu.Parse(body),
        PduType.AssociateAccept => AssociateAcceptPdu.Parse(body),
        PduType.AssociateReject => AssociateRejectPdu.Parse(body),
        PduType.ReleaseRequest => ReleaseRequestPdu.Parse(body),
        PduType.ReleaseResponse => ReleaseResponsePdu.Parse(body),
        PduType.Abort => AbortPdu.Parse(body),
        _ => throw new ProtocolException(
                PduTypeNames.NameOf(type), "it is not one that is read as a whole", AbortPdu.UnrecognizedPdu),
    };
}
