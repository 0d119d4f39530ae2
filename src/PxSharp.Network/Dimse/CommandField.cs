namespace PxSharp.Network.Dimse;

/// <summary>What a command set asks for or answers. A response is its request with the highest bit set.</summary>
/// <remarks>PS3.7 E.1 (0000,0100).</remarks>
internal enum CommandField : ushort
{
    StoreRequest = 0x0001,
    StoreResponse = 0x8001,
    GetRequest = 0x0010,
    GetResponse = 0x8010,
    FindRequest = 0x0020,
    FindResponse = 0x8020,
    MoveRequest = 0x0021,
    MoveResponse = 0x8021,
    EchoRequest = 0x0030,
    EchoResponse = 0x8030,
    CancelRequest = 0x0FFF,
}

internal static class CommandFieldNames
{
    /// <summary>The standard's name, for messages.</summary>
    internal static string NameOf(CommandField field) => field switch
    {
        CommandField.StoreRequest => "C-STORE-RQ",
        CommandField.StoreResponse => "C-STORE-RSP",
        CommandField.GetRequest => "C-GET-RQ",
        CommandField.GetResponse => "C-GET-RSP",
        CommandField.FindRequest => "C-FIND-RQ",
        CommandField.FindResponse => "C-FIND-RSP",
        CommandField.MoveRequest => "C-MOVE-RQ",
        CommandField.MoveResponse => "C-MOVE-RSP",
        CommandField.EchoRequest => "C-ECHO-RQ",
        CommandField.EchoResponse => "C-ECHO-RSP",
        CommandField.CancelRequest => "C-CANCEL-RQ",
        _ => $"command {(ushort)field:X4}H",
    };

    internal static bool IsResponse(this CommandField field) => ((ushort)field & 0x8000) != 0;
}
