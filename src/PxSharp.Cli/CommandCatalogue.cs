using PxSharp.Cli.Commands;
using PxSharp.Cli.Container;

namespace PxSharp.Cli;

/// <summary>All commands, in the order in which the help lists them.</summary>
internal static class CommandCatalogue
{
    public static IReadOnlyList<CommandEntry> Entries { get; } =
    [
        new("demo", "show the whole road on a simulated PACS, nothing needed", DemoCommand.Define),
        new("echo", "ask a PACS whether it is there and knows us (C-ECHO)", EchoCommand.Define),
        new("find", "query a PACS for studies and series (C-FIND)", FindCommand.Define),
        new("retrieve", "fetch every instance of what a query finds", RetrieveCommand.Define),
        new("move", "ask a PACS to send a study or a series (C-MOVE)", MoveCommand.Define),
        new("listen", "receive instances and file them (C-STORE)", ListenCommand.Define),
        new("repack", "file DICOM files that are on disk already", RepackCommand.Define),
        new("status", "say what was requested, received, missing", StatusCommand.Define),
        new("report", "tables and CSV from the JSON of px find", ReportCommand.Define),
        new("smdb", "ask the tracking database, as px-smdb does", SmdbCommand.Define),
        new("dump", "show the data set of a DICOM file", DumpCommand.Define),
        new("container", "the entry point of the container image", ContainerCommand.Define),
        new("pacs add", "remember a PACS under a name", PacsAddCommand.Define),
        new("pacs list", "list the known PACS", PacsListCommand.Define),
        new("pacs show", "show one known PACS", PacsShowCommand.Define),
        new("pacs remove", "forget a PACS", PacsRemoveCommand.Define),
    ];

    /// <summary>The entry that the first word or two of the line name, and how many words those are.</summary>
    public static CommandEntry? Find(IReadOnlyList<string> words, out int length)
    {
        foreach (var entry in Entries)
        {
            var space = entry.Name.IndexOf(' ', StringComparison.Ordinal);
            length = space < 0 ? 1 : 2;
            if (words.Count >= length
                && (space < 0
                    ? entry.Name == words[0]
                    : entry.Name.AsSpan(0, space).SequenceEqual(words[0])
                      && entry.Name.AsSpan(space + 1).SequenceEqual(words[1])))
            {
                return entry;
            }
        }

        length = 0;
        return null;
    }

    /// <summary>The entries of a group such as "pacs"; empty when there is no such group.</summary>
    public static IEnumerable<CommandEntry> Group(string word) =>
        Entries.Where(entry => entry.Name.StartsWith(word + " ", StringComparison.Ordinal));
}
