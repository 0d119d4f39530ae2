namespace PxSharp.Network.Pdu;

/// <summary>A-ABORT: ends the association at once.</summary>
/// <remarks>PS3.8 9.3.8. Source 0 is the application, whose reason is always 0; 2 the upper layer.</remarks>
internal sealed record AbortPdu(byte Source, byte Reason) : IPdu
{
    internal const byte ServiceUser = 0;
    internal const byte ServiceProvider = 2;
    internal const byte UnrecognizedPdu = 1;
    internal const byte UnexpectedPdu = 2;
    internal const byte InvalidParameterValue = 6;

    public PduType Type => PduType.Abort;

    public void WriteBody(PduBuilder builder)
    {
        builder.Zeros(2);
        builder.Byte(Source);
        builder.Byte(Reason);
    }

    internal static AbortPdu Parse(ReadOnlySpan<byte> body)
    {
        var parser = new PduParser(PduType.Abort, body);
        parser.Bytes(2, "a reserved field");
        return new AbortPdu(parser.Byte("the source"), parser.Byte("the reason"));
    }
}
