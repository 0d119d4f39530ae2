using PxSharp.Index;
using PxSharp.Storage;

namespace PxSharp.Repack;

/// <summary>An instance lies under its final name and is recorded.</summary>
/// <param name="Source">The file that it came from.</param>
/// <param name="Instance">The instance.</param>
/// <param name="Outcome">Whether its name was free.</param>
/// <param name="IsSourceRemoved">Whether the source is gone, as asked.</param>
public sealed record FileRepacked(
    string Source, InstanceRecord Instance, PlacedOutcome Outcome, bool IsSourceRemoved) : RepackEvent(Source)
{
    /// <summary>Where its UIDs were known for something else; empty, as a rule.</summary>
    public IReadOnlyList<UIDCollision> Collisions { get; init; } = [];
}
