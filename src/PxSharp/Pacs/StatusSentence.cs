using PxSharp.Network.Dimse;

namespace PxSharp.Pacs;

/// <summary>Puts what a PACS answered into the middle of a sentence.</summary>
internal static class StatusSentence
{
    /// <summary><c>A700 (the peer is out of resources; try again later), and says: disk full</c>.</summary>
    internal static string Of(DimseStatus status, string? comment) => $"{status} ({Described(status)}){Said(comment)}";

    /// <summary>
    /// What the PACS says about it, to be put behind a part of a sentence; empty when it says nothing.
    /// </summary>
    internal static string Said(string? comment) =>
        string.IsNullOrWhiteSpace(comment) ? "" : $", and says: {OneLine(comment.Trim())}";

    private static string Described(DimseStatus status)
    {
        var sentence = status.Describe().TrimEnd('.');
        return char.ToLowerInvariant(sentence[0]) + sentence[1..];
    }

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
