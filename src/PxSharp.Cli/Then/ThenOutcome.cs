using System.Text.Json.Nodes;

namespace PxSharp.Cli.Then;

/// <summary>What a step did with a series.</summary>
/// <param name="Count">Instances that are done.</param>
/// <param name="Total">Instances that there are; null when that is not known.</param>
/// <param name="Reason">What was in the way; null when nothing was.</param>
internal sealed record ThenOutcome(int Count, int? Total, string? Reason)
{
    /// <summary>Whether all is done.</summary>
    public bool IsDone => Reason is null && (Total is null || Count >= Total);

    /// <summary>"3 of 3".</summary>
    public override string ToString() => Total is { } total ? $"{Count} of {total}" : $"{Count}";

    public JsonObject ToJson() => new() { ["done"] = Count, ["total"] = Total, ["reason"] = Reason };
}
