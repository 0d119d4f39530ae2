namespace PxSharp.Network.Services;

/// <summary>Who asked for the C-MOVE that a C-STORE belongs to.</summary>
/// <remarks>PS3.7 9.1.1.1: (0000,1030) and (0000,1031).</remarks>
/// <param name="AETitle">The AE title that sent the C-MOVE.</param>
/// <param name="MessageId">The message ID of that C-MOVE.</param>
public sealed record MoveOriginator(string AETitle, ushort MessageId);
