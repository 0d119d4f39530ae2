namespace PxSharp.Network.Pdu;

/// <summary>Which roles the association's requestor proposes for itself, or the acceptor lets it have.</summary>
/// <remarks>PS3.7 D.3.3.4.</remarks>
internal sealed record RoleSelection(string SOPClassUID, bool ScuRole, bool ScpRole)
{
    internal void Write(PduBuilder builder)
    {
        var item = builder.Begin(ItemType.RoleSelection);
        builder.Counted(SOPClassUID);
        builder.Byte(ScuRole ? (byte)1 : (byte)0);
        builder.Byte(ScpRole ? (byte)1 : (byte)0);
        builder.End(item);
    }

    internal static RoleSelection Parse(PduParser item) =>
        new(
            item.CountedText("a role selection"),
            item.Byte("a role selection") != 0,
            item.Byte("a role selection") != 0);
}
