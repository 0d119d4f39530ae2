namespace PxSharp.Network.Pdu;

/// <summary>A-ASSOCIATE-RQ: asks for an association.</summary>
/// <remarks>PS3.8 9.3.2.</remarks>
internal sealed record AssociateRequestPdu : IPdu
{
    /// <summary>PS3.7 A.2.1: the only application context of DICOM.</summary>
    internal const string DicomApplicationContext = "1.2.840.10008.3.1.1.1";

    public PduType Type => PduType.AssociateRequest;

    internal ushort ProtocolVersion { get; init; } = 1;

    internal required string CalledAETitle { get; init; }

    internal required string CallingAETitle { get; init; }

    internal string ApplicationContext { get; init; } = DicomApplicationContext;

    internal required IReadOnlyList<RequestedContext> Contexts { get; init; }

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

    internal static AssociateRequestPdu Parse(ReadOnlySpan<byte> body)
    {
        var parser = new PduParser(PduType.AssociateRequest, body);
        var version = parser.UInt16("the protocol version");
        parser.Bytes(2, "a reserved field");
        var called = parser.Text(AETitle.MaxLength, "the called AE title");
        var calling = parser.Text(AETitle.MaxLength, "the calling AE title");
        parser.Bytes(32, "a reserved field");
        var applicationContext = "";
        var contexts = new List<RequestedContext>();
        var information = new UserInformation();
        while (!parser.IsAtEnd)
        {
            var item = parser.Item(out var type);
            if (type == ItemType.ApplicationContext)
                applicationContext = item.RestAsText();
            else if (type == ItemType.PresentationContextRequest && contexts.Count < 128)
                contexts.Add(RequestedContext.Parse(item));
            else if (type == ItemType.PresentationContextRequest)
                throw parser.Broken("it proposes more than 128 presentation contexts");
            else if (type == ItemType.UserInformation)
                information = UserInformation.Parse(item);
        }
        if (contexts.Select(context => context.Id).Distinct().Count() != contexts.Count)
            throw parser.Broken("a presentation context ID stands twice");
        if (contexts.Count == 0)
            throw parser.Broken("it proposes no presentation context");
        return new AssociateRequestPdu
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
