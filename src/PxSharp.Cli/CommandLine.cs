using PxSharp.Cli.Calling;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Help;
using PxSharp.Cli.Parsing;
using PxSharp.Cli.Terminals;

namespace PxSharp.Cli;

/// <summary>
/// Runs a command line: chooses the command, parses its options, runs it, and turns a failure into a line.
/// </summary>
internal static class CommandLine
{
    /// <summary>Runs <c>px</c> with these arguments; never throws.</summary>
    public static async Task<ExitCode> RunAsync(
        IReadOnlyList<string> arguments, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var terminal = surroundings.Terminal;
        var name = "px";
        try
        {
            var given = arguments;
            arguments = ToolName.Words(surroundings.CalledAs, arguments);
            var isTool = !ReferenceEquals(arguments, given);
            if (OverviewWriter.TryWrite(arguments, terminal))
            {
                terminal.Out.Flush();
                return ExitCode.Done;
            }

            if (arguments[0] == "help")
            {
                arguments = [.. arguments.Skip(1), "--help"];
            }

            var entry = CommandCatalogue.Find(arguments, out var words) ?? throw UnknownCommand(arguments);
            name = $"px {entry.Name}";
            var definition = entry.Define();
            var invocation = CommandParser.Parse(definition, [.. arguments.Skip(words)], surroundings, isTool);
            var exitCode = invocation is null
                ? ExitCode.Done
                : await definition.RunAsync(invocation, cancellationToken).ConfigureAwait(false);
            terminal.Out.Flush();
            return exitCode;
        }
        catch (Exception exception)
        {
            FlushWhatCanBe(terminal.Out);
            var (exitCode, message) = Failure.Describe(exception, cancellationToken);
            terminal.Error.WriteLine($"{name}: {VisibleText.Of(message)}");
            if (surroundings.Variable("PX_DEBUG") is { Length: > 0 })
            {
                terminal.Error.WriteLine(exception);
            }

            return exitCode;
        }
    }

    /// <summary>What was written before a failure is shown; a full disk behind the output is told already.</summary>
    private static void FlushWhatCanBe(TextWriter output)
    {
        try
        {
            output.Flush();
        }
        catch (IOException)
        {
            // The failure that is being told is this one, or came before it.
        }
    }

    private static UsageException UnknownCommand(IReadOnlyList<string> arguments)
    {
        var word = arguments[0];
        var group = CommandCatalogue.Group(word).Select(entry => entry.Name).ToList();
        if (group.Count > 0)
        {
            var meant = arguments.Count > 1 ? Suggestion.Nearest($"{word} {arguments[1]}", group) : null;
            return new UsageException(meant is null
                ? $"say which: {string.Join(", ", group.Select(name => "px " + name))}"
                : $"\"{word} {arguments[1]}\" is no command; did you mean px {meant}?");
        }

        var near = Suggestion.Nearest(word, CommandCatalogue.Entries.Select(entry => entry.Name));
        return new UsageException(near is null
            ? $"\"{word}\" is no command; px --help lists them"
            : $"\"{word}\" is no command; did you mean px {near}?");
    }
}
