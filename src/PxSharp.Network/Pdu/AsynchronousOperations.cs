namespace PxSharp.Network.Pdu;

/// <summary>How many operations may be outstanding; 0 is any number. Without the item it is 1 and 1.</summary>
/// <remarks>PS3.7 D.3.3.3.</remarks>
internal sealed record AsynchronousOperations(ushort Invoked, ushort Performed)
{
    internal static AsynchronousOperations Default { get; } = new(1, 1);

    internal void Write(PduBuilder builder)
    {
        var item = builder.Begin(ItemType.AsynchronousOperations);
        builder.UInt16(Invoked);
        builder.UInt16(Performed);
        builder.End(item);
    }

    internal static AsynchronousOperations Parse(PduParser item) =>
        new(item.UInt16("an asynchronous operations window"), item.UInt16("an asynchronous operations window"));
}
