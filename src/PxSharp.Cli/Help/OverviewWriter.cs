using PxSharp.Cli.Terminals;

namespace PxSharp.Cli.Help;

/// <summary>Writes what <c>px</c>, <c>px --help</c> and <c>px --version</c> show.</summary>
internal static class OverviewWriter
{
    /// <summary>Writes it and returns true when no command is named.</summary>
    public static bool TryWrite(IReadOnlyList<string> arguments, Terminal terminal)
    {
        if (arguments is ["--version", ..])
        {
            terminal.WriteLine(ProductVersion.Line);
            return true;
        }

        if (arguments is not ([] or ["--help" or "-h" or "-x" or "-y" or "--desc" or "--synopsis", ..] or ["help"]))
        {
            return false;
        }

        terminal.WriteHeading("px: query a PACS, retrieve from it, receive, file and track");
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
        terminal.WriteLine("  px pacs add work --aec THEIR_TITLE --aet MY_TITLE --host 10.1.2.3 --port 104");
        terminal.WriteLine("  px echo --pacs work");
        terminal.WriteLine("  px find --pacs work --PatientID 1234567");
        terminal.WriteLine("  px retrieve --pacs work --PatientID 1234567 --listen 11112");
        return true;
    }
}
