using System.CommandLine;
using PxSharp.Cli.Help.Manual;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;

namespace PxSharp.Cli.Help;

/// <summary>Writes what <c>-h</c>, <c>-x</c>, <c>-y</c> and <c>--version</c> ask for.</summary>
internal static class HelpWriter
{
    /// <summary>Writes it and returns true when the words ask for one of them.</summary>
    public static bool TryWrite(
        CommandDefinition definition,
        IReadOnlyList<OptionGroup> groups,
        CommonOptions common,
        ParseResult parsed,
        Terminal terminal)
    {
        if (parsed.GetValue(common.Help))
        {
            WriteHelp(definition, groups, terminal);
        }
        else if (parsed.GetValue(common.Manual))
        {
            TextManual.Write(ManualPages.Of(definition, groups), terminal);
        }
        else if (parsed.GetValue(common.Synopsis))
        {
            WriteSynopsis(definition, groups, terminal);
        }
        else if (parsed.GetValue(common.Version))
        {
            terminal.WriteLine(ProductVersion.Line);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static void WriteHelp(CommandDefinition definition, IReadOnlyList<OptionGroup> groups, Terminal terminal)
    {
        terminal.WriteHeading($"px {definition.Name}: {definition.Summary}");
        terminal.WriteLine();
        terminal.WriteLine($"Usage: px {definition.Name} {definition.Usage}");
        var text = new HelpText(terminal, indent: 0);
        if (definition.Description.Length > 0)
        {
            terminal.WriteLine();
            text.WriteParagraphs(definition.Description);
        }

        WriteArguments(definition, terminal, text);
        foreach (var group in groups)
        {
            terminal.WriteLine();
            terminal.WriteHeading(group.Heading + ":");
            text.WriteOptions(group.Options);
        }

        foreach (var table in definition.Tables)
        {
            terminal.WriteLine();
            terminal.WriteHeading(table.Heading + ":");
            text.WriteRows(table.Rows);
        }

        if (definition.Examples.Count > 0)
        {
            terminal.WriteLine();
            terminal.WriteHeading("Examples:");
            text.WriteExamples(definition.Examples);
        }
    }

    private static void WriteSynopsis(
        CommandDefinition definition, IReadOnlyList<OptionGroup> groups, Terminal terminal)
    {
        var text = new HelpText(terminal, indent: 7);
        terminal.WriteHeading("NAME");
        text.WriteParagraphs($"{ManualPages.NameOf(definition.Name)} - {definition.Summary}");
        terminal.WriteLine();
        terminal.WriteHeading("SYNOPSIS");
        text.WriteParagraphs($"px {definition.Name} {definition.Usage}");
        foreach (var option in groups.SelectMany(group => group.Options).Where(option => !option.Hidden))
        {
            text.WriteParagraphs($"    [{HelpText.NameOf(option, withAliases: true)}]");
        }
    }

    private static void WriteArguments(CommandDefinition definition, Terminal terminal, HelpText text)
    {
        if (definition.Arguments.Count > 0)
        {
            terminal.WriteLine();
            text.WriteRows(definition.Arguments.Select(argument => (argument.Name, argument.Description ?? "")));
        }
    }
}
