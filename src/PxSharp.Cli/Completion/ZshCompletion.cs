namespace PxSharp.Cli.Completion;

/// <summary>Writes the completion of zsh: <c>_arguments</c> with a specification for each option.</summary>
internal static class ZshCompletion
{
    public static string Of(IReadOnlyList<CompletedCommand> commands)
    {
        var script = new ScriptText();
        var tools = string.Join(' ', CompletionCatalogue.Tools().Select(tool => tool.Tool));
        script.Line($"#compdef px {tools}");
        script.Line("# zsh completion of px; save it as _px in fpath, or: source <(px completion zsh)\n");
        script.Line("_px_pacs() {");
        script.Line($"    compadd -- ${{(f)\"$(px completion {CompletionCatalogue.PacsNames} 2>/dev/null)\"}}");
        script.Line("}\n");
        AppendFunction(script, commands);
        script.Line($"\nif [[ $funcstack[1] == _px ]]; then _px \"$@\"; else compdef _px px {tools}; fi");
        return script.ToString();
    }

    private static void AppendFunction(ScriptText script, IReadOnlyList<CompletedCommand> commands)
    {
        script.Line(
            """
            _px() {
                local command='' drop=0
                local -a offered
                case ${words[1]:t} in
            """);
        foreach (var (tool, command) in CompletionCatalogue.Tools())
        {
            script.Line($"        {tool}) command={command} ;;");
        }

        script.Line("        *)\n            if (( CURRENT == 2 )); then");
        AppendOffer(script, CompletionCatalogue.FirstWords(commands));
        script.Line("            fi\n            command=${words[2]} drop=1 ;;\n    esac");
        foreach (var group in CompletionCatalogue.Groups(commands))
        {
            script.Line($"    if [[ $command == {group.Key} ]]; then");
            script.Line("        if (( CURRENT == drop + 2 )) && [[ ${words[CURRENT]} != -* ]]; then");
            AppendOffer(script, group.Select(command => (command.Second!, command.Summary)));
            script.Line("        fi");
            var seconds = string.Join('|', group.Select(command => command.Second));
            script.Line($"        if [[ ${{words[drop+2]}} == ({seconds}) ]]; then");
            script.Line($"            command=\"{group.Key} ${{words[drop+2]}}\" drop=$(( drop + 1 ))");
            script.Line("        fi");
            script.Line("    fi");
        }

        script.Line("    shift $drop words; (( CURRENT -= drop ))\n    case $command in");
        foreach (var command in commands)
        {
            script.Line($"        {ScriptText.Quote(command.Name)}) _arguments \\");
            foreach (var specification in command.Options.SelectMany(SpecificationsOf))
            {
                script.Line($"            {ScriptText.Quote(specification)} \\");
            }

            script.Line($"            {ScriptText.Quote("*:word:" + Offer(command.Argument, command.Choices))} ;;");
        }

        script.Line("    esac\n}");
    }

    private static void AppendOffer(ScriptText script, IEnumerable<(string Word, string Summary)> words)
    {
        script.Line("                offered=(");
        foreach (var (word, summary) in words)
        {
            script.Line($"                    {ScriptText.Quote($"{word}:{Escape(summary)}")}");
        }

        script.Line("                )\n                _describe command offered\n                return");
    }

    private static IEnumerable<string> SpecificationsOf(CompletedOption option) => option.Names.Select(name =>
        $"*{name}[{Escape(option.Description)}]"
        + (option.TakesValue ? $":value:{Offer(option.Value, option.Choices)}" : ""));

    private static string Offer(CompletionValue value, IReadOnlyList<string> choices) => value switch
    {
        CompletionValue.File => "_files",
        CompletionValue.Directory => "_files -/",
        CompletionValue.Choice => $"({string.Join(' ', choices)})",
        CompletionValue.Pacs => "_px_pacs",
        _ => " ",
    };

    private static string Escape(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("[", @"\[", StringComparison.Ordinal)
        .Replace("]", @"\]", StringComparison.Ordinal)
        .Replace(":", @"\:", StringComparison.Ordinal);
}
