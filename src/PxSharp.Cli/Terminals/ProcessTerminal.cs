using System.Text;

namespace PxSharp.Cli.Terminals;

/// <summary>The <see cref="Terminal"/> of this process.</summary>
internal static class ProcessTerminal
{
    /// <summary>
    /// Standard input, output and error, always UTF-8; output is flushed at line ends when somebody watches, and in
    /// a moment where a pipe or a file takes it.
    /// </summary>
    public static Terminal Open()
    {
        var interactive = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal
        {
            Out = Console.IsOutputRedirected
                ? new TimelyWriter(new StreamWriter(OpenOutput(), encoding, 16 * 1024), TimeProvider.System)
                : TextWriter.Synchronized(
                    new StreamWriter(OpenOutput(), encoding, 16 * 1024) { AutoFlush = true }),
            Error = TextWriter.Synchronized(
                new StreamWriter(new LossyStream(OpenError()), encoding) { AutoFlush = true }),
            OpenInput = OpenInput,
            IsInputRedirected = Console.IsInputRedirected,
            IsInteractive = interactive,
            UsesColour = interactive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Width = Console.IsOutputRedirected ? int.MaxValue : WindowWidth(),
        };
    }

    private static Stream OpenInput() =>
        StandardStreams.WasGiven(StandardStreams.Input) ? Console.OpenStandardInput() : Stream.Null;

    private static Stream OpenOutput() =>
        StandardStreams.WasGiven(StandardStreams.Output)
            ? new StandardOutputStream(Console.OpenStandardOutput())
            : new ClosedStream();

    private static Stream OpenError() =>
        StandardStreams.WasGiven(StandardStreams.Error) ? Console.OpenStandardError() : Stream.Null;

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
