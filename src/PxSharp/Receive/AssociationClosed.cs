using System.Net;

namespace PxSharp.Receive;

/// <summary>An association ended, or was not let in.</summary>
/// <param name="AssociationId">Counts up from 1 with each connection.</param>
/// <param name="CallingAETitle">Who called; null when the connection ended before it said so.</param>
/// <param name="RemoteAddress">The peer's address; null when unknown.</param>
/// <param name="Fault">
/// One plain line: why it was rejected, aborted or failed; null when it was released in good order.
/// </param>
public sealed record AssociationClosed(
    long AssociationId, string? CallingAETitle, IPEndPoint? RemoteAddress, string? Fault) : ReceiveEvent;
