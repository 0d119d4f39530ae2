namespace PxSharp.Cli.Completion;

/// <summary>Writes the completion of fish: a line for each option of each command.</summary>
internal static class FishCompletion
{
    public static string Of(IReadOnlyList<CompletedCommand> commands)
    {
        var script = new ScriptText();
        script.Line(
            """
            # fish completion of px; save it as px.fish in ~/.config/fish/completions, or: px completion fish | source

            function __px_is --description 'whether the command line begins with these words'
                set -l words (commandline -opc)
                set words[1] (string replace -r '.*/' '' -- $words[1])
            """);
        foreach (var (tool, command) in CompletionCatalogue.Tools())
        {
            script.Line($"    test \"$words[1]\" = {tool}; and set words px {command} $words[2..]");
        }

        script.Line(
            """
                string match -q -- "px $argv *" "$words "
            end
            function __px_is_only --description 'whether it is px, these words, and no more'
                set -l words (commandline -opc)
                test "$words[2..]" = "$argv"
            end
            """);
        foreach (var (word, summary) in CompletionCatalogue.FirstWords(commands))
        {
            script.Line($"complete -c px -n '__px_is_only' -f -a {word} -d {Quote(summary)}");
        }

        foreach (var command in commands)
        {
            AppendCommand(script, command);
        }

        return script.ToString();
    }

    private static void AppendCommand(ScriptText script, CompletedCommand command)
    {
        if (command.Second is { } second)
        {
            var before = $"complete -c px -n '__px_is_only {command.First}'";
            script.Line($"{before} -f -a {second} -d {Quote(command.Summary)}");
        }

        var programs = CompletionCatalogue.Tools().Where(tool => tool.Command == command.Name)
            .Select(tool => tool.Tool).Prepend("px");
        foreach (var program in programs)
        {
            var begin = $"complete -c {program} -n '__px_is {command.Name}'";
            script.Line($"{begin} {Offer(command.Argument, command.Choices, exclusive: "-f", file: "-F")}");
            foreach (var option in command.Options)
            {
                var names = option.Names.Select(name => name.Length == 2 ? $"-s {name[1]}" : $"-l {name[2..]}");
                var value = option.TakesValue
                    ? " " + Offer(option.Value, option.Choices, exclusive: "-x", file: "-r -F")
                    : "";
                script.Line($"{begin} {string.Join(' ', names)}{value} -d {Quote(option.Description)}");
            }
        }
    }

    private static string Offer(CompletionValue value, IReadOnlyList<string> choices, string exclusive, string file) =>
        value switch
        {
            CompletionValue.File => file,
            CompletionValue.Directory => $"{exclusive} -a '(__fish_complete_directories)'",
            CompletionValue.Choice => $"{exclusive} -a {Quote(string.Join(' ', choices))}",
            CompletionValue.Pacs => $"{exclusive} -a '(px completion {CompletionCatalogue.PacsNames} 2>/dev/null)'",
            _ => exclusive,
        };

    private static string Quote(string text) => "'" + text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("'", @"\'", StringComparison.Ordinal) + "'";
}
