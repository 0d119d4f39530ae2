using PxSharp.Cli.Terminals;

namespace PxSharp.Cli;

/// <summary>What a command may see of the world around it; tests give their own.</summary>
internal sealed record Surroundings
{
    public required Terminal Terminal { get; init; }

    /// <summary>The name by which the program was called; a tool's name makes it that tool.</summary>
    public string CalledAs { get; init; } = "px";

    /// <summary>Finds the program's file, links followed; null when there is none of its own.</summary>
    public Func<string?> Program { get; init; } = static () => null;

    /// <summary>An environment variable, null when it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>Time-outs, delays and elapsed times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
