namespace PxSharp.Network.Pdu;

/// <summary>A-RELEASE-RQ: asks to end the association in good order.</summary>
/// <remarks>PS3.8 9.3.6.</remarks>
internal sealed record ReleaseRequestPdu : IPdu
{
    public PduType Type => PduType.ReleaseRequest;

    public void WriteBody(PduBuilder builder) => builder.Zeros(4);

    internal static ReleaseRequestPdu Parse(ReadOnlySpan<byte> body)
    {
        new PduParser(PduType.ReleaseRequest, body).Bytes(4, "a reserved field");
        return new ReleaseRequestPdu();
    }
}
