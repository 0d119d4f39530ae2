namespace PxSharp.Network.Pdu;

/// <summary>A-RELEASE-RP: agrees to end the association.</summary>
/// <remarks>PS3.8 9.3.7.</remarks>
internal sealed record ReleaseResponsePdu : IPdu
{
    public PduType Type => PduType.ReleaseResponse;

    public void WriteBody(PduBuilder builder) => builder.Zeros(4);

    internal static ReleaseResponsePdu Parse(ReadOnlySpan<byte> body)
    {
        new PduParser(PduType.ReleaseResponse, body).Bytes(4, "a reserved field");
        return new ReleaseResponsePdu();
    }
}
