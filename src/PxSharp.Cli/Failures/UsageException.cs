namespace PxSharp.Cli.Failures;

/// <summary>The command line asks for something that cannot be; ends with <see cref="ExitCode.Usage"/>.</summary>
internal sealed class UsageException(string message) : Exception(message);
