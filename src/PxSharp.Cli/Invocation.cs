using System.CommandLine;
using PxSharp.Cli.Terminals;
using PxSharp.Query;

namespace PxSharp.Cli;

/// <summary>One run of a command: what was asked, and where to read and write.</summary>
internal sealed class Invocation(ParseResult parsed, IReadOnlyList<QueryKey> queryKeys, Surroundings surroundings)
{
    /// <summary>The keywords of PS3.6 that were given as options, in their order, with their values.</summary>
    public IReadOnlyList<QueryKey> QueryKeys { get; } = queryKeys;

    /// <summary>The keywords that were given with an empty value, which asks for nothing in particular.</summary>
    public IReadOnlyList<string> EmptyQueryKeys { get; init; } = [];

    /// <summary>The words from <see cref="CommandDefinition.RestBegins"/> on, as they were given.</summary>
    public IReadOnlyList<string> Rest { get; init; } = [];

    /// <summary>Streams, environment variables and clock.</summary>
    public Surroundings Surroundings { get; } = surroundings;

    /// <summary>Where results and messages go.</summary>
    public Terminal Terminal => Surroundings.Terminal;

    /// <summary>The verbosity that was asked for, 1 when none was.</summary>
    public int Verbosity { get; init; } = 1;

    /// <summary>Whether the verbosity was asked for at all.</summary>
    public bool IsVerbosityGiven { get; init; }

    /// <summary>What messages begin with: "px find".</summary>
    public required string CommandName { get; init; }

    /// <summary>
    /// Whether pypx's name was called (px-find, --px-find), so that a script made for pypx reads the output.
    /// </summary>
    public bool IsCalledAsTool { get; init; }

    /// <summary>Writes one line to standard error, after the command's name.</summary>
    public void WriteError(string message) =>
        Terminal.Error.WriteLine($"{CommandName}: {VisibleText.Of(message)}");

    /// <summary>The value of an option; its default when it was not given.</summary>
    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>The value of a positional argument.</summary>
    public T? Get<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>Whether the flag of that name was given; null when there is no such flag.</summary>
    public bool? FlagNamed(string name) =>
        parsed.CommandResult.Command.Options.FirstOrDefault(option => option.Name == name) is Option<bool> flag
            ? Get(flag)
            : null;

    /// <summary>
    /// The value of the option of that name as text; null when there is no such option or it was not given.
    /// </summary>
    public string? TextNamed(string name) =>
        parsed.CommandResult.Command.Options.FirstOrDefault(option => option.Name == name) is { } option
        && parsed.GetResult(option) is { Tokens: [.., var last] }
            ? last.Value
            : null;

    /// <summary>True when the option was given.</summary>
    public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>A text option that is given and not empty, otherwise null.</summary>
    public string? Text(Option<string?> option) => Get(option) is { Length: > 0 } text ? text : null;
}
