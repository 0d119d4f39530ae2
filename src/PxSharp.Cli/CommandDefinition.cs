using System.CommandLine;
using PxSharp.Cli.Options;

namespace PxSharp.Cli;

/// <summary>A command: its words, its options, and what it does.</summary>
internal sealed class CommandDefinition
{
    /// <summary>What follows <c>px</c>: "find", "pacs add".</summary>
    public required string Name { get; init; }

    /// <summary>One line, for the list of commands.</summary>
    public required string Summary { get; init; }

    /// <summary>A few paragraphs, for the help.</summary>
    public string Description { get; init; } = "";

    /// <summary>What follows the name on the usage line.</summary>
    public string Usage { get; init; } = "[options]";

    /// <summary>The options by group.</summary>
    public IReadOnlyList<OptionGroup> Options { get; init; } = [];

    /// <summary>The positional arguments.</summary>
    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    /// <summary>What the values of an option mean or need, where its line has no room for that.</summary>
    public IReadOnlyList<HelpTable> Tables { get; init; } = [];

    /// <summary>Command lines that work, each with what it does.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>Options of pypx that mean nothing here.</summary>
    public IReadOnlyList<Option> Ignored { get; init; } = [];

    /// <summary>True when an option named as a keyword of PS3.6 is a query key.</summary>
    public bool TakesQueryKeys { get; init; }

    /// <summary>
    /// Where in the words those begin that the command takes as they are; its own options stand before.
    /// </summary>
    public Func<IReadOnlyList<string>, int> RestBegins { get; init; } = static words => words.Count;

    /// <summary>
    /// Rewrites the words before they are parsed, for a tool of pypx that takes an option in a way of its own.
    /// </summary>
    public Func<IReadOnlyList<string>, IReadOnlyList<string>> Prepare { get; init; } = static words => words;

    /// <summary>
    /// Does it. Throws for failures; <see cref="Failures.Failure"/> makes them one line and an exit code.
    /// </summary>
    public required Func<Invocation, CancellationToken, Task<ExitCode>> RunAsync { get; init; }
}
