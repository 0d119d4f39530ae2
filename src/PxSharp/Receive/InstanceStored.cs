using PxSharp.Index;
using PxSharp.Storage;

namespace PxSharp.Receive;

/// <summary>An instance lies under its final name and is recorded; Success is about to be answered.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Outcome">Whether its name was free.</param>
/// <param name="MoveOriginatorAETitle">Whose C-MOVE it belongs to; null when the peer does not say.</param>
public sealed record InstanceStored(InstanceRecord Instance, PlacedOutcome Outcome, string? MoveOriginatorAETitle)
    : ReceiveEvent;
