namespace PxSharp.Network.Dimse;

/// <summary>Element numbers of group 0000.</summary>
/// <remarks>PS3.7 E.1.</remarks>
internal static class CommandTag
{
    internal const ushort GroupLength = 0x0000;
    internal const ushort AffectedSOPClassUID = 0x0002;
    internal const ushort RequestedSOPClassUID = 0x0003;
    internal const ushort CommandField = 0x0100;
    internal const ushort MessageId = 0x0110;
    internal const ushort MessageIdBeingRespondedTo = 0x0120;
    internal const ushort MoveDestination = 0x0600;
    internal const ushort Priority = 0x0700;
    internal const ushort DatasetType = 0x0800;
    internal const ushort Status = 0x0900;
    internal const ushort OffendingElement = 0x0901;
    internal const ushort ErrorComment = 0x0902;
    internal const ushort AffectedSOPInstanceUID = 0x1000;
    internal const ushort NumberOfRemainingSuboperations = 0x1020;
    internal const ushort NumberOfCompletedSuboperations = 0x1021;
    internal const ushort NumberOfFailedSuboperations = 0x1022;
    internal const ushort NumberOfWarningSuboperations = 0x1023;
    internal const ushort MoveOriginatorAETitle = 0x1030;
    internal const ushort MoveOriginatorMessageId = 0x1031;

    /// <summary>The value of (0000,0800) that says that no data set follows.</summary>
    internal const ushort NoDataset = 0x0101;
}
