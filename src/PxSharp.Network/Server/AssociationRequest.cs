using System.Net;
using PxSharp.Network.Associations;

namespace PxSharp.Network.Server;

/// <summary>A peer that asks for an association, before it is answered.</summary>
/// <remarks>PS3.8 9.3.2. Titles are trimmed, nothing else says that what is here is true.</remarks>
/// <param name="CallingAETitle">Who calls.</param>
/// <param name="CalledAETitle">Whom it means to call.</param>
/// <param name="RemoteAddress">The peer's address; null when unknown.</param>
/// <param name="Contexts">What it proposes.</param>
/// <param name="ImplementationClassUID">What software it is; empty when it does not say, though it must.</param>
/// <param name="ImplementationVersionName">Which version; null when it does not say.</param>
/// <param name="UserIdentity">Who its user is; null when it does not say.</param>
public sealed record AssociationRequest(
    string CallingAETitle,
    string CalledAETitle,
    IPEndPoint? RemoteAddress,
    IReadOnlyList<ProposedContext> Contexts,
    string ImplementationClassUID,
    string? ImplementationVersionName,
    UserIdentity? UserIdentity);
