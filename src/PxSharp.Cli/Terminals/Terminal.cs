using Spectre.Console;

namespace PxSharp.Cli.Terminals;

/// <summary>What a command reads from and writes to: the process's own streams, or a test's.</summary>
internal sealed class Terminal
{
    private IAnsiConsole? _drawing;

    /// <summary>Where results go.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where messages go, one line each.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input; called by the commands that read it.</summary>
    public Func<Stream> OpenInput { get; init; } = static () => Stream.Null;

    /// <summary>
    /// True when standard input comes from a pipe or a file, so that reading it to its end makes sense.
    /// </summary>
    public bool IsInputRedirected { get; init; } = true;

    /// <summary>True when somebody looks at the output as it comes.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>True when colour and bold may be used: a terminal, and neither NO_COLOR nor TERM=dumb is set.</summary>
    public bool UsesColour { get; init; }

    /// <summary>Columns of the terminal; <see cref="int.MaxValue"/> for a pipe, where nothing is cut.</summary>
    public int Width { get; init; } = int.MaxValue;

    /// <summary>Spectre.Console on <see cref="Out"/>, for live progress; made when first used.</summary>
    public IAnsiConsole Drawing => _drawing ??= AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Out),
        Ansi = IsInteractive ? AnsiSupport.Yes : AnsiSupport.No,
        ColorSystem = UsesColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        Interactive = IsInteractive ? InteractionSupport.Yes : InteractionSupport.No,
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });

    /// <summary>
    /// Writes a line of ours to <see cref="Out"/>; values in it have gone through <see cref="VisibleText"/>.
    /// </summary>
    public void WriteLine(string line = "") => Out.WriteLine(line);

    /// <summary>Writes a short heading, bold where that can be.</summary>
    public void WriteHeading(string heading) => Out.WriteLine(Bold(heading));

    /// <summary>The text in bold where that can be.</summary>
    public string Bold(string text) => UsesColour ? $"\x1b[1m{text}\x1b[0m" : text;

    /// <summary>The text faint where that can be.</summary>
    public string Faint(string text) => UsesColour ? $"\x1b[2m{text}\x1b[0m" : text;
}
