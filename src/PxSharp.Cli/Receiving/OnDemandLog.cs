using System.Globalization;
using PxSharp.Cli.Terminals;

namespace PxSharp.Cli.Receiving;

/// <summary>
/// Where a process that xinetd has started may write: standard output is the peer's connection, and under xinetd
/// standard error too.
/// </summary>
internal static class OnDemandLog
{
    /// <summary>Beside the tracking database.</summary>
    public const string FileName = "px-listen.log";

    private const int StandardError = 2;

    /// <summary>Standard error where that is a log, otherwise <see cref="FileName"/> in the log directory.</summary>
    public static Terminal Open(Terminal terminal, string logDirectory)
    {
        var writer = IsLog(StandardError)
            ? terminal.Error
            : new SharedLogWriter(Path.Combine(logDirectory, FileName));
        return new Terminal { Out = writer, Error = writer };
    }

    /// <summary>
    /// Whether a descriptor is open and is no socket; where the system does not tell, it counts as one.
    /// </summary>
    private static bool IsLog(int descriptor)
    {
        try
        {
            var target = new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}"))
                .LinkTarget;
            return target is not null && !target.StartsWith("socket:", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
