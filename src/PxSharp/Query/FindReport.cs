using System.Text.Json.Nodes;

namespace PxSharp.Query;

/// <summary>What a query found, in the form that goes through a pipe: pypx' JSON.</summary>
public sealed record FindReport
{
    /// <summary>Whether the query succeeded; <see cref="Error"/> says why not.</summary>
    public bool Succeeded => Error is null;

    /// <summary>The STUDY query as a findscu command line.</summary>
    public string Command { get; init; } = "";

    /// <summary>The studies that were found.</summary>
    public IReadOnlyList<FoundStudy> Studies { get; init; } = [];

    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>Whether only studies were asked for: the JSON then has <c>returncode</c> and no <c>args</c>.</summary>
    public bool StudyOnly { get; init; }

    /// <summary>The return code that stands in the JSON of a failure or of a study-only query.</summary>
    public int ReturnCode { get; init; }

    /// <summary>The options of the command, by pypx' names; null when there are none to tell.</summary>
    public JsonObject? Args { get; init; }

    /// <summary>What the <c>--then</c> actions did; null when there were none.</summary>
    public JsonObject? Then { get; init; }
}
