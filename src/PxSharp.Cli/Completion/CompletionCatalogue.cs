using System.CommandLine;
using PxSharp.Cli.Calling;
using PxSharp.Cli.Options;

namespace PxSharp.Cli.Completion;

/// <summary>What all three shells complete, made out of the catalogue of commands.</summary>
internal static class CompletionCatalogue
{
    /// <summary>The word for which <c>px completion</c> lists the names of the known PACS.</summary>
    public const string PacsNames = "pacs-names";

    /// <summary>Every command, with its options.</summary>
    public static List<CompletedCommand> Commands() =>
        [.. CommandCatalogue.Entries.Select(entry => Of(entry.Define()))];

    /// <summary>The commands of two words, by the first: pacs add, pacs list, ...</summary>
    public static IEnumerable<IGrouping<string, CompletedCommand>> Groups(
        IEnumerable<CompletedCommand> commands) =>
        commands.Where(command => command.Second is not null).GroupBy(command => command.First);

    /// <summary>Every first word, with what it does: of a group, its second words.</summary>
    public static IEnumerable<(string Word, string Summary)> FirstWords(IEnumerable<CompletedCommand> commands) =>
        from command in commands
        group command by command.First into same
        let whole = same.FirstOrDefault(command => command.Second is null)
        select (same.Key, whole?.Summary ?? string.Join(", ", same.Select(command => command.Second)));

    /// <summary>The names of the tools of pypx that are there, each with its command.</summary>
    public static IEnumerable<(string Tool, string Command)> Tools() =>
        from tool in ToolName.All
        let command = ToolName.CommandOf(tool)
        where CommandCatalogue.Has(command)
        select (tool, command);

    private static CompletedCommand Of(CommandDefinition definition)
    {
        var options = definition.Options.Append(new CommonOptions().Group)
            .SelectMany(group => group.Options)
            .Where(option => !option.Hidden)
            .Select(option => Of(option));
        var argument = definition.Arguments.Count > 0 ? definition.Arguments[0] : null;
        var name = argument is null ? "" : argument.HelpName ?? argument.Name;
        return new CompletedCommand(
            definition.Name,
            definition.Summary,
            [.. options],
            definition.Name is "pacs show" or "pacs remove" ? CompletionValue.Pacs : KindOf(name),
            ChoicesOf(name));
    }

    private static CompletedOption Of(Option option)
    {
        var name = option.HelpName ?? "";
        return new CompletedOption(
            [.. option.Aliases.Append(option.Name).OrderBy(alias => alias.Length > 2)],
            option.Description is { Length: > 0 } text ? text : option.Name[2..],
            option.Arity.MaximumNumberOfValues > 0,
            option.Name is "--pacs" or "--env" ? CompletionValue.Pacs : KindOf(name),
            ChoicesOf(name));
    }

    private static CompletionValue KindOf(string name) => name switch
    {
        "FILE" or "PATH" => CompletionValue.File,
        "DIR" => CompletionValue.Directory,
        _ when name.Contains('|', StringComparison.Ordinal) => CompletionValue.Choice,
        _ => CompletionValue.Free,
    };

    private static string[] ChoicesOf(string name) =>
        name.Contains('|', StringComparison.Ordinal) ? name.Split('|') : [];
}
