using System.Net;
using PxSharp.Network.Dimse;

namespace PxSharp.Receive;

/// <summary>An instance was not stored: the peer was told so, and may send it again.</summary>
/// <param name="SOPInstanceUID">The UID in the C-STORE request.</param>
/// <param name="CallingAETitle">Who sent it.</param>
/// <param name="RemoteAddress">The peer's address, which tells its association; null when unknown.</param>
/// <param name="Status">What is answered; null when the association ended before the instance was whole.</param>
/// <param name="Reason">One plain line.</param>
public sealed record InstanceRefused(
    string SOPInstanceUID, string CallingAETitle, IPEndPoint? RemoteAddress, DimseStatus? Status, string Reason)
    : ReceiveEvent;
