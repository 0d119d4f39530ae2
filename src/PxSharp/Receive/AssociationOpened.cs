using System.Net;

namespace PxSharp.Receive;

/// <summary>A peer was let in.</summary>
/// <param name="AssociationId">Counts up from 1 with each connection.</param>
/// <param name="CallingAETitle">Who called.</param>
/// <param name="RemoteAddress">The peer's address; null when unknown.</param>
public sealed record AssociationOpened(long AssociationId, string? CallingAETitle, IPEndPoint? RemoteAddress)
    : ReceiveEvent;
