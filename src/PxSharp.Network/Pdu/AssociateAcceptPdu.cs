namespace PxSharp.Network.Pdu;

/// <summary>A-ASSOCIATE-AC: grants an association.</summary>
/// <remarks>PS3.8 9.3.3. The titles are echoed as the requestor sent them, and not tested by it.</remarks>
internal sealed record AssociateAcceptPdu : IPdu
{
    public PduType Type => PduType.AssociateAccept;

    internal ushort ProtocolVersion { get; init; } = 1;

    internal required string CalledAETitle { get; init; }

    internal required string CallingAETitle { get; init; }

    internal string ApplicationContext { get; init; } = AssociateRequestPdu.DicomApplicationContext;

    internal required IReadOnlyList<AnsweredContext> Contexts { get; init; }

    internal UserInformation UserInformation { get; init; } = new();

    public void WriteBody(PduBuilder builder)
    {
        builder.UInt16(ProtocolVersion);
        builder.Zeros(2);
        builder.Text(CalledAETitle, AETitle.MaxLength);
        builder.Text(CallingAETitle, AETitle.MaxLength);
        builder.Zeros(32);
        builder.Item(ItemType.ApplicationContext, ApplicationContext);
        foreach (var context in Contexts)
            context.Write(builder);
        UserInformation.Write(builder);
    }

    internal static AssociateAcceptPdu Parse(ReadOnlySpan<byte> body)
    {
        var parser = new PduParser(PduType.AssociateAccept, body);
        var version = parser.UInt16("the protocol version");
        parser.Bytes(2, "a reserved field");
        var called = parser.Text(AETitle.MaxLength, "a reserved field");
        var calling = parser.Text(AETitle.MaxLength, "a reserved field");
        parser.Bytes(32, "a reserved field");
        var applicationContext = "";
        var contexts = new List<AnsweredContext>();
        var information = new UserInformation();
        while (!parser.IsAtEnd)
        {
            var item = parser.Item(out var type);
            if (type == ItemType.ApplicationContext)
                applicationContext = item.RestAsText();
            else if (type == ItemType.PresentationContextAccept && contexts.Count < 128)
                contexts.Add(AnsweredContext.Parse(item));
            else if (type == ItemType.PresentationContextAccept)
                throw parser.Broken("it answers more than 128 presentation contexts");
            else if (type == ItemType.UserInformation)
                information = UserInformation.Parse(item);
        }
        return new AssociateAcceptPdu
        {
            ProtocolVersion = version,
            CalledAETitle = called,
            CallingAETitle = calling,
            ApplicationContext = applicationContext,
            Contexts = contexts,
            UserInformation = information,
        };
    }
}
