using PxSharp.Pacs;

namespace PxSharp.Retrieve;

/// <summary>Says in one plain line what went wrong with a request, and what to do about it.</summary>
internal static class RetrieveProblem
{
    /// <summary>Whether no other request to this PACS would fare better.</summary>
    internal static bool ConcernsAll(MoveOutcome outcome) =>
        outcome.Status?.Code is 0xA801 or 0x0122 or 0x0124 or 0x0211;

    /// <summary>What went wrong; null when nothing did.</summary>
    /// <param name="outcome">What the PACS said.</param>
    /// <param name="destination">The AE title to send to; null for C-GET.</param>
    /// <param name="arrived">How many instances came.</param>
    internal static string? Describe(MoveOutcome outcome, string? destination, int arrived)
    {
        if (outcome.Loss is { } loss)
        {
            return loss;
        }
        if (outcome.Status is not { } status)
        {
            return null;
        }
        var said = StatusSentence.Said(outcome.ErrorComment);
        if (status.Code == 0xA801)
        {
            return $"the PACS does not know our AE title {destination}{said}: enter it there with this host's address "
                + "and the receiver's port, or retrieve by C-GET";
        }
        if (outcome.Failed is > 0 and var failed)
        {
            var total = outcome.Total is { } all && all > failed ? $" of {all}" : "";
            return destination is null
                ? $"the PACS failed to send {failed}{total} instances{said}: see its log"
                : $"the PACS failed to send {failed}{total} instances to {destination}{said}: does the receiver run, "
                    + "and does the PACS have its right address and port?";
        }
        if (status.IsFailure)
        {
            var hint = destination is null ? null : MoveHint.Of(status, destination);
            return $"the PACS answered {StatusSentence.Of(status, outcome.ErrorComment)}"
                + (hint is null ? "" : $"; {hint}");
        }
        return outcome.Sent > arrived
            ? $"the PACS says that it sent {outcome.Sent} instances, but {arrived} came: does {destination ?? "it"} "
                + "lead to this receiver?"
            : null;
    }
}
