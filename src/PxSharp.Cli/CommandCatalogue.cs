using PxSharp.Cli.Commands;
using PxSharp.Cli.Container;

namespace PxSharp.Cli;

/// <summary>All commands, in the order in which the help lists them.</summary>
internal static class CommandCatalogue
{
    public static IReadOnlyList<CommandEntry> Entries { get; } =
    [
        new("demo", "show the whole road on a simulated PACS, nothing needed", DemoCommand.Define),
        new("echo", "ask a PACS whether it is there and accepts us (C-ECHO)", EchoCommand.Define),
        new("find", "query a PACS for studies and series (C-FIND)", FindCommand.Define),
        new("do", "retrieve, status, report, ... of what was found", DoCommand.Define),
        new("retrieve", "fetch every instance of what a query finds", RetrieveCommand.Define),
        new("move", "ask a PACS to send a study or a series (C-MOVE)", MoveCommand.Define),
        new("listen", "receive instances and file them (C-STORE)", ListenCommand.Define),
        new("repack", "file DICOM files that are on disk already", RepackCommand.Define),
        new("push", "bring instances to a store, a PACS or a DICOMweb server", PushCommand.Define),
        new("register", "make pushed files known to CUBE", RegisterCommand.Define),
        new("storage ls", "list what is in a store", StorageListCommand.Define),
        new("storage put", "store files in a store", StoragePutCommand.Define),
        new("storage get", "fetch objects from a store", StorageGetCommand.Define),
        new("storage rm", "remove objects from a store", StorageRemoveCommand.Define),
        new("storage stat", "show what is known of an object", StorageStatCommand.Define),
        new("pfstorage", "a store by the actions of pypx's pfstorage", PfStorageCommand.Define),
        new("status", "say what was requested, received, missing", StatusCommand.Define),
        new("report", "tables and CSV from the JSON of px find", ReportCommand.Define),
        new("smdb", "ask the tracking database, as px-smdb does", SmdbCommand.Define),
        new("smdb import", "take over a BASEMOUNT of pypx", SmdbImportCommand.Define),
        new("smdb export", "write the JSON tree that pypx keeps", SmdbExportCommand.Define),
        new("qr", "query and go on, as PACS_QR.sh does", QrCommand.Define),
        new("dump", "show the data set of a DICOM file", DumpCommand.Define),
        new("container", "the entry point of the container image", ContainerCommand.Define),
        new("pacs add", "remember a PACS under a name", PacsAddCommand.Define),
        new("pacs list", "list the known PACS", PacsListCommand.Define),
        new("pacs show", "show one known PACS", PacsShowCommand.Define),
        new("pacs remove", "forget a PACS", PacsRemoveCommand.Define),
        new("install-links", "make px-find, px-repack, ... lead to px", InstallLinksCommand.Define),
        new("man", "write the manual pages for man(1)", ManCommand.Define),
        new("completion", "print the completion script of a shell", CompletionCommand.Define),
    ];

    /// <summary>
    /// The entry that the first word or two of the line name, and how many words those are; two words come first.
    /// </summary>
    public static CommandEntry? Find(IReadOnlyList<string> words, out int length)
    {
        for (length = Math.Min(2, words.Count); length > 0; length--)
        {
            foreach (var entry in Entries)
            {
                if (IsNamed(entry.Name, words, length))
                {
                    return entry;
                }
            }
        }

        return null;
    }

    /// <summary>Whether there is a command of that name.</summary>
    public static bool Has(string name) => Entries.Any(entry => entry.Name == name);

    /// <summary>The entries of a group such as "pacs"; empty when there is no such group.</summary>
    public static IEnumerable<CommandEntry> Group(string word) =>
        Entries.Where(entry => entry.Name.StartsWith(word + " ", StringComparison.Ordinal));

    private static bool IsNamed(string name, IReadOnlyList<string> words, int length)
    {
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        return length == 1
            ? name == words[0]
            : space > 0 && name.AsSpan(0, space).SequenceEqual(words[0])
                && name.AsSpan(space + 1).SequenceEqual(words[1]);
    }
}
