using System.Net;

namespace PxSharp.Network.Services;

/// <summary>An instance that a peer is about to send.</summary>
/// <remarks>PS3.7 9.1.1. UIDs and titles are as sent, without padding; nothing says that they are valid.</remarks>
/// <param name="SOPClassUID">(0000,0002).</param>
/// <param name="SOPInstanceUID">(0000,1000).</param>
/// <param name="TransferSyntaxUID">The transfer syntax that the data set's bytes are in.</param>
/// <param name="CallingAETitle">The association requestor's AE title.</param>
/// <param name="CalledAETitle">The AE title that the requestor called.</param>
/// <param name="RemoteAddress">The peer's address; null when unknown.</param>
/// <param name="MessageId">(0000,0110).</param>
/// <param name="MoveOriginator">Whose C-MOVE it belongs to; null when the peer does not say.</param>
public sealed record StoreRequest(
    string SOPClassUID,
    string SOPInstanceUID,
    string TransferSyntaxUID,
    string CallingAETitle,
    string CalledAETitle,
    IPEndPoint? RemoteAddress,
    ushort MessageId,
    MoveOriginator? MoveOriginator = null);
