using System.CommandLine;
using PxSharp.Cli.Calling;
using PxSharp.Cli.Options;

namespace PxSharp.Cli.Help.Manual;

/// <summary>Makes the manual pages out of the catalogue.</summary>
internal static class ManualPages
{
    /// <summary>The name of a command's page: "px-find", "px-pacs-add", "pfstorage".</summary>
    public static string NameOf(string command) =>
        command == "pfstorage" ? command : "px-" + command.Replace(' ', '-');

    /// <summary>The page of a command.</summary>
    public static ManualPage Of(CommandDefinition definition, IReadOnlyList<OptionGroup> groups)
    {
        var name = NameOf(definition.Name);
        var hasStorage = groups.SelectMany(group => group.Options).Any(option =>
            option.Name is "--db" or "--logdir" or "--baseMount" || option.Aliases.Contains("--db"));
        ManualSection[] sections =
        [
            new("NAME", [Paragraph($"{name} - {definition.Summary}")]),
            new("SYNOPSIS", [.. CallsOf(definition.Name).Select(call => Line($"{call} {definition.Usage}"))]),
            new("DESCRIPTION", Text(definition.Description.Length > 0
                ? definition.Description
                : char.ToUpperInvariant(definition.Summary[0]) + definition.Summary[1..] + ".")),
            new("OPTIONS", [.. OptionsOf(definition.Arguments, groups)]),
            .. definition.Tables.Select(table => new ManualSection(
                table.Heading.ToUpperInvariant(), [.. table.Rows.Select(row => Entry(row.Name, row.Meaning))])),
            new("EXAMPLES", [.. ExamplesOf(definition.Examples)]),
            new("EXIT STATUS", ExitStatus()),
            new("ENVIRONMENT", Environment(hasStorage)),
            new("FILES", hasStorage ? Files(definition.Name) : []),
            new("SEE ALSO", [Paragraph(string.Join(", ", SeeAlso.Of(definition.Name).Select(Reference)))]),
        ];
        return new ManualPage(name, [.. sections.Where(section => section.Blocks.Count > 0)]);
    }

    /// <summary>The page of px itself.</summary>
    public static ManualPage Overview() => new("px",
    [
        new("NAME", [Paragraph($"px - {OverviewWriter.Summary}")]),
        new("SYNOPSIS", [Line("px COMMAND [options]")]),
        new("DESCRIPTION",
        [
            Paragraph("Finds studies in a PACS, fetches them, receives what is sent, files and tracks it. Called by "
                + "the name of a tool of pypx, such as px-find, it is that tool; px install-links makes such names."),
        ]),
        new("COMMANDS",
            [.. CommandCatalogue.Entries.Select(entry => Entry("px " + entry.Name, entry.Summary))]),
        new("EXAMPLES", [.. ExamplesOf(OverviewWriter.Examples)]),
        new("EXIT STATUS", ExitStatus()),
        new("ENVIRONMENT", Environment(hasStorage: true)),
        new("FILES", Files("px")),
        new("SEE ALSO",
            [Paragraph(string.Join(", ", CommandCatalogue.Entries.Select(entry => Reference(entry.Name))))]),
    ]);

    private static ManualBlock Paragraph(string text) => new(ManualBlockKind.Paragraph, text);

    private static ManualBlock Line(string text) => new(ManualBlockKind.Line, text);

    private static ManualBlock Entry(string term, string meaning) => new(ManualBlockKind.Entry, term, meaning);

    private static string Reference(string command) => (command == "px" ? command : NameOf(command)) + "(1)";

    private static IEnumerable<string> CallsOf(string command) =>
        ToolName.All.Where(tool => ToolName.CommandOf(tool) == command).Prepend("px " + command);

    /// <summary>Paragraphs are parted by empty lines; a line that begins with a space is kept as it is.</summary>
    private static List<ManualBlock> Text(string text) =>
    [
        .. text.Split('\n').Where(line => line.Length > 0)
            .Select(line => line[0] == ' ' ? Line(line.Trim()) : Paragraph(line)),
    ];

    private static IEnumerable<ManualBlock> OptionsOf(
        IReadOnlyList<Argument> arguments, IReadOnlyList<OptionGroup> groups)
    {
        foreach (var argument in arguments)
        {
            yield return Entry(argument.Name, argument.Description ?? "");
        }

        foreach (var group in groups)
        {
            yield return new ManualBlock(ManualBlockKind.Heading, group.Heading);
            foreach (var option in group.Options.Where(option => !option.Hidden))
            {
                yield return Entry(HelpText.NameOf(option, withAliases: true), option.Description ?? "");
            }
        }
    }

    private static IEnumerable<ManualBlock> ExamplesOf(IEnumerable<Example> examples) =>
        examples.Select(example => Entry(example.CommandLine, example.Does));

    private static List<ManualBlock> ExitStatus() =>
        [.. ExitStatusText.Table.Split('\n').Select(line => Entry(line.Split(' ')[0], line[4..].TrimStart()))];

    private static List<ManualBlock> Environment(bool hasStorage)
    {
        var variables = new List<ManualBlock>
        {
            Entry("NO_COLOR", "when set, no colour is used"),
            Entry("PX_DEBUG", "when set, a failure is followed by its stack trace"),
        };
        if (hasStorage)
        {
            variables.Insert(0, Entry("PX_BASEMOUNT", "BASEMOUNT, where no option names it"));
        }

        return variables;
    }

    private static List<ManualBlock> Files(string command)
    {
        var files = new List<ManualBlock>
        {
            Entry("BASEMOUNT/data/", "the tree of files"),
            Entry("BASEMOUNT/log/smdb.sqlite", "the tracking database"),
            Entry("BASEMOUNT/services/*.json", "the PACS, storages and CUBEs that have a name; only their owner may "
                + "read them, because they hold passwords"),
        };
        if (command == "listen")
        {
            files.Add(Entry("BASEMOUNT/log/px-listen.log", "what a listener says that xinetd has started"));
            files.Add(Entry("BASEMOUNT/log/listen-on-demand.json", "says that a listener is started when one calls"));
        }

        return files;
    }
}
