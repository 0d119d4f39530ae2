using PxSharp.Cli.Drawing;
using PxSharp.Cli.Terminals;
using PxSharp.Cube.Registration;

namespace PxSharp.Cli.Registering;

/// <summary>What came of a registration, in one line.</summary>
internal static class RegisterSummary
{
    public static string Of(RegisterTotals totals, RegisterSession session)
    {
        if (totals.Files == 0)
        {
            return "there is nothing to register";
        }

        var there = totals.AlreadyThere;
        return (totals.Added == 0
                ? "registered nothing"
                : $"registered {ShownValue.Count(totals.Added, "file", "files")}")
            + $" with {VisibleText.Of(session.Address.AbsoluteUri)} for {VisibleText.Of(session.PacsName)}"
            + (there > 0 ? $", {there} {(there == 1 ? "was" : "were")} there already" : "")
            + (totals.Failed > 0
                ? $", {totals.Failed} failed: once that is mended, the same command registers them"
                : "");
    }
}
