using PxSharp.Cli.Terminals;

namespace PxSharp.Cli.Drawing;

/// <summary>
/// One line that says how far a long work is: rewritten in place on a terminal; elsewhere a new line on standard
/// error now and then.
/// </summary>
internal sealed class ProgressLine(Terminal terminal, Action<string> writeError)
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(10);

    private long _shownAt = Environment.TickCount64;
    private bool _isShown;

    /// <summary>Shows the text, unless the last one is young.</summary>
    public void Show(string text)
    {
        var now = Environment.TickCount64;
        if (now - _shownAt < (terminal.IsInteractive ? OnTerminal : Elsewhere).TotalMilliseconds)
        {
            return;
        }

        _shownAt = now;
        if (terminal.IsInteractive)
        {
            terminal.Out.Write($"\r\x1b[K{TextWidth.Cut(text, Math.Max(1, terminal.Width - 1))}");
            terminal.Out.Flush();
            _isShown = true;
        }
        else
        {
            writeError(text);
        }
    }

    /// <summary>Takes the line away, so that another one can be written.</summary>
    public void Clear()
    {
        if (_isShown)
        {
            terminal.Out.Write("\r\x1b[K");
            terminal.Out.Flush();
            _isShown = false;
        }
    }
}
