using PxSharp.Cli.Help.Manual;
using PxSharp.Cli.Terminals;

namespace PxSharp.Cli.Help;

/// <summary>Writes what <c>px</c>, <c>px --help</c> and <c>px --version</c> show.</summary>
internal static class OverviewWriter
{
    /// <summary>What px is, in one line.</summary>
    public const string Summary = "query a PACS, retrieve from it, receive, file and track";

    /// <summary>What to begin with.</summary>
    public static IReadOnlyList<Example> Examples { get; } =
    [
        new("px pacs add work --aec THEIR_TITLE --aet MY_TITLE --host 10.1.2.3 --port 104", "name your PACS"),
        new("px echo --pacs work", "is it there, and does it know us?"),
        new("px find --pacs work --PatientID 1234567", "what it has"),
        new("px retrieve --pacs work --PatientID 1234567 --listen 11113", "fetch it"),
    ];

    /// <summary>Writes it and returns true when no command is named.</summary>
    public static bool TryWrite(IReadOnlyList<string> arguments, Terminal terminal)
    {
        if (arguments is ["--version", ..])
        {
            terminal.WriteLine(ProductVersion.Line);
            return true;
        }

        if (arguments is ["-x" or "--desc", ..])
        {
            TextManual.Write(ManualPages.Overview(), terminal);
            return true;
        }

        if (arguments is not ([] or ["--help" or "-h" or "-y" or "--synopsis", ..] or ["help"]))
        {
            return false;
        }

        terminal.WriteHeading($"px: {Summary}");
        terminal.WriteLine();
        terminal.WriteLine("Usage: px COMMAND [options]");
        terminal.WriteLine();
        terminal.WriteHeading("Commands:");
        foreach (var entry in CommandCatalogue.Entries)
        {
            terminal.WriteLine($"  {entry.Name,-14}{entry.Summary}");
        }

        terminal.WriteLine();
        terminal.WriteLine("px COMMAND --help shows the options of a command, -x its manual page.");
        terminal.WriteLine();
        terminal.WriteHeading("To begin with your own PACS:");
        foreach (var example in Examples)
        {
            terminal.WriteLine("  " + example.CommandLine);
        }

        return true;
    }
}
