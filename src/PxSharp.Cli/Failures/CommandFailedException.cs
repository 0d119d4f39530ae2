namespace PxSharp.Cli.Failures;

/// <summary>A command cannot go on, and knows the one line and the exit code that say so.</summary>
internal sealed class CommandFailedException(ExitCode exitCode, string message) : Exception(message)
{
    /// <summary>How the process ends.</summary>
    public ExitCode ExitCode { get; } = exitCode;
}
