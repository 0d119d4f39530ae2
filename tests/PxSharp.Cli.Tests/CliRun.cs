namespace PxSharp.Cli.Tests;

/// <summary>What a command line printed and how it ended.</summary>
internal sealed record CliRun(ExitCode ExitCode, string Out, string Error);
