namespace PxSharp.Network.Pdu;

/// <summary>A presentation context as it stands in an A-ASSOCIATE-RQ.</summary>
/// <remarks>PS3.8 9.3.2.2.</remarks>
internal sealed record RequestedContext(byte Id, string AbstractSyntax, IReadOnlyList<string> TransferSyntaxes)
{
    internal void Write(PduBuilder builder)
    {
        var item = builder.Begin(ItemType.PresentationContextRequest);
        builder.Byte(Id);
        builder.Zeros(3);
        builder.Item(ItemType.AbstractSyntax, AbstractSyntax);
        foreach (var uid in TransferSyntaxes)
            builder.Item(ItemType.TransferSyntax, uid);
        builder.End(item);
    }

    internal static RequestedContext Parse(PduParser item)
    {
        var id = item.Byte("a presentation context ID");
        item.Bytes(3, "a presentation context");
        if ((id & 1) == 0)
            throw item.Broken($"presentation context ID {id} is even");
        string? abstractSyntax = null;
        var transferSyntaxes = new List<string>();
        while (!item.IsAtEnd)
        {
            var sub = item.Item(out var type);
            if (type == ItemType.AbstractSyntax)
                abstractSyntax ??= sub.RestAsText();
            else if (type == ItemType.TransferSyntax)
                transferSyntaxes.Add(sub.RestAsText());
        }
        return new RequestedContext(
            id,
            abstractSyntax ?? throw item.Broken($"presentation context {id} has no abstract syntax"),
            transferSyntaxes);
    }
}
