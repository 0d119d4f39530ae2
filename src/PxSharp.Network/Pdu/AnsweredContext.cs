using PxSharp.Network.Associations;

namespace PxSharp.Network.Pdu;

/// <summary>A presentation context as it stands in an A-ASSOCIATE-AC.</summary>
/// <remarks>PS3.8 9.3.3.2. Beside a refusal the transfer syntax means nothing.</remarks>
internal sealed record AnsweredContext(byte Id, ContextResult Result, string TransferSyntax)
{
    internal void Write(PduBuilder builder)
    {
        var item = builder.Begin(ItemType.PresentationContextAccept);
        builder.Byte(Id);
        builder.Byte(0);
        builder.Byte((byte)Result);
        builder.Byte(0);
        builder.Item(ItemType.TransferSyntax, TransferSyntax);
        builder.End(item);
    }

    internal static AnsweredContext Parse(PduParser item)
    {
        var id = item.Byte("a presentation context ID");
        item.Bytes(1, "a presentation context");
        var result = (ContextResult)item.Byte("a presentation context's result");
        item.Bytes(1, "a presentation context");
        var transferSyntax = "";
        while (!item.IsAtEnd)
        {
            var sub = item.Item(out var type);
            if (type == ItemType.TransferSyntax)
                transferSyntax = sub.RestAsText();
        }
        return new AnsweredContext(id, result, transferSyntax);
    }
}
