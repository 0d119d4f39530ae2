namespace PxSharp.Cli.Completion;

/// <summary>Writes the completion of bash: one function that knows the words of each command.</summary>
internal static class BashCompletion
{
    public static string Of(IReadOnlyList<CompletedCommand> commands)
    {
        var script = new ScriptText();
        script.Line(
            """
            # bash completion of px; load it with: source <(px completion bash)

            _px_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur"); }
            _px_paths() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen "$1" -- "$cur"); }
            """);
        script.Line($"_px_pacs() {{ _px_words \"$(px completion {CompletionCatalogue.PacsNames} 2>/dev/null)\"; }}");
        script.Line(
            """

            _px_complete() {
                local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command='' at=0
                COMPREPLY=()
                case ${COMP_WORDS[0]##*/} in
            """);
        foreach (var (tool, command) in CompletionCatalogue.Tools())
        {
            script.Line($"        {tool}) command='{command}' ;;");
        }

        script.Line(
            """
                    *) command=${COMP_WORDS[1]} at=1 ;;
                esac
                if [ "$COMP_CWORD" -le "$at" ]; then
            """);
        var words = CompletionCatalogue.FirstWords(commands).Select(word => word.Word);
        script.Line($"        _px_words {ScriptText.Quote(string.Join(' ', words.Append("help")))}");
        script.Line("        return\n    fi");
        foreach (var group in CompletionCatalogue.Groups(commands))
        {
            AppendGroup(script, group.Key, string.Join(' ', group.Select(command => command.Second)));
        }

        script.Line("    case $command in");
        foreach (var command in commands)
        {
            AppendCommand(script, command);
        }

        script.Line("    esac\n}\n");
        script.Line($"complete -F _px_complete px {string.Join(' ', CompletionCatalogue.Tools().Select(t => t.Tool))}");
        return script.ToString();
    }

    private static void AppendGroup(ScriptText script, string first, string seconds)
    {
        script.Line($"    if [ \"$command\" = {first} ]; then");
        script.Line("        local second=${COMP_WORDS[at+1]}");
        script.Line("        if [ \"$COMP_CWORD\" -eq $((at + 1)) ] && [[ $cur != -* ]]; then");
        script.Line($"            _px_words {ScriptText.Quote(seconds)}\n            return\n        fi");
        script.Line($"        [[ \" {seconds} \" != *\" $second \"* ]] || command=\"{first} $second\"\n    fi");
    }

    private static void AppendCommand(ScriptText script, CompletedCommand command)
    {
        script.Line($"        {ScriptText.Quote(command.Name)})");
        script.Line("            case $prev in");
        foreach (var option in command.Options.Where(option => option.TakesValue))
        {
            var offer = Offer(option.Value, option.Choices);
            script.Line($"                {string.Join('|', option.Names)}) {offer}return ;;");
        }

        script.Line("            esac");
        var names = string.Join(' ', command.Options.SelectMany(option => option.Names));
        script.Line($"            if [[ $cur == -* ]]; then _px_words {ScriptText.Quote(names)}");
        script.Line($"            else {Offer(command.Argument, command.Choices)}:; fi ;;");
    }

    private static string Offer(CompletionValue value, IReadOnlyList<string> choices) => value switch
    {
        CompletionValue.File => "_px_paths -f; ",
        CompletionValue.Directory => "_px_paths -d; ",
        CompletionValue.Choice => $"_px_words {ScriptText.Quote(string.Join(' ', choices))}; ",
        CompletionValue.Pacs => "_px_pacs; ",
        _ => "",
    };
}
