using System.Net;

namespace PxSharp.Network.Server;

/// <summary>Something that happened to an association, for whoever keeps a log.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="AssociationId">Counts up from 1 with each connection of the server.</param>
/// <param name="CallingAETitle">Who called; null when the connection ended before it said so.</param>
/// <param name="CalledAETitle">Whom it called; null when the connection ended before it said so.</param>
/// <param name="RemoteAddress">The peer's address; null when unknown.</param>
/// <param name="Reason">
/// One plain line: why it was rejected, aborted or failed; null when there is nothing to say.
/// </param>
public sealed record AssociationEvent(
    AssociationEventKind Kind,
    long AssociationId,
    string? CallingAETitle,
    string? CalledAETitle,
    IPEndPoint? RemoteAddress,
    string? Reason = null);
