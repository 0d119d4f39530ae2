using PxSharp.Network.Associations;

namespace PxSharp.Network.Pdu;

/// <summary>A-ASSOCIATE-RJ: refuses an association.</summary>
/// <remarks>PS3.8 9.3.4.</remarks>
internal sealed record AssociateRejectPdu(Rejection Rejection) : IPdu
{
    public PduType Type => PduType.AssociateReject;

    public void WriteBody(PduBuilder builder)
    {
        builder.Byte(0);
        builder.Byte((byte)Rejection.Result);
        builder.Byte((byte)Rejection.Source);
        builder.Byte(Rejection.Reason);
    }

    internal static AssociateRejectPdu Parse(ReadOnlySpan<byte> body)
    {
        var parser = new PduParser(PduType.AssociateReject, body);
        parser.Bytes(1, "a reserved field");
        return new AssociateRejectPdu(new Rejection(
            (RejectionResult)parser.Byte("the result"),
            (RejectionSource)parser.Byte("the source"),
            parser.Byte("the reason")));
    }
}
