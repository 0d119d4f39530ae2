using System.Net;
using PxSharp.Index;
using PxSharp.Storage;

namespace PxSharp.Receive;

/// <summary>An instance lies under its final name and is recorded; Success is about to be answered.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Outcome">Whether its name was free.</param>
/// <param name="RemoteAddress">The peer's address, which tells its association; null when unknown.</param>
/// <param name="MoveOriginatorAETitle">Whose C-MOVE it belongs to; null when the peer does not say.</param>
public sealed record InstanceStored(
    InstanceRecord Instance, PlacedOutcome Outcome, IPEndPoint? RemoteAddress, string? MoveOriginatorAETitle)
    : ReceiveEvent
{
    /// <summary>Where the older file of this instance is kept, when it came with another data set; else null.</summary>
    public string? OlderPath { get; init; }

    /// <summary>Where its UIDs were known for something else; empty, as a rule.</summary>
    public IReadOnlyList<UIDCollision> Collisions { get; init; } = [];
}
