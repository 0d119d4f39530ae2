using PxSharp.Cli.Drawing;
using PxSharp.Cli.Terminals;
using PxSharp.Push;

namespace PxSharp.Cli.Pushing;

/// <summary>What came of a push, in one line.</summary>
internal static class PushSummary
{
    public static string Of(PushTotals totals, string target)
    {
        if (totals.Files == 0)
        {
            return "there is nothing to push";
        }

        var sent = (totals.Sent == 0
            ? "pushed nothing"
            : $"pushed {ShownValue.Count(totals.Sent, "instance", "instances")} ({ShownValue.Size(totals.BytesSent)})")
            + $" to {VisibleText.Of(target)}";
        var there = totals.AlreadyThere + totals.Recorded;
        return sent
            + (there > 0 ? $", {there} {(there == 1 ? "was" : "were")} there already" : "")
            + (totals.Failed > 0 ? $", {totals.Failed} failed; the same command again pushes what is missing" : "");
    }
}
