using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Retrieve;
using PxSharp.Storage;

namespace PxSharp.Cli.Options;

/// <summary>How instances come from the PACS, and how long to wait for them.</summary>
internal sealed class RetrievalOptions
{
    private readonly Option<int?> _listen = Make.Number(
        "--listen",
        "PORT",
        "receive in this process on that port; the PACS must know it by our AE title (default: a running px listen)",
        0,
        65535);

    private readonly Option<bool> _get = Make.Flag(
        "--get", "use C-GET: the PACS need not know or reach us, but must support it");

    private readonly Option<string?> _durability = DurabilityOption();

    private readonly Option<string?> _delay = Make.Text(
        "--intraSeriesRetrieveDelay", "N", "seconds to wait between series; dynamic:N waits images/N seconds");

    private readonly Option<int?> _parallel = Make.Number(
        "--parallel", "N", "series to ask for at once (default 1, which is polite)", 1, 64);

    private readonly Option<int?> _wait = Make.Number(
        "--wait", "SECONDS", "how long instances may still come after the last one (default 30)", 1, 86400);

    private readonly Option<int?> _silence = SilenceOption();

    private readonly Option<int?> _retries = Make.Number(
        "--retries",
        "N",
        "how often a PACS that is out of resources is asked again, at growing intervals (default 5)",
        0,
        100);

    private readonly Option<bool> _again = Make.Flag("--again", "ask also for what is here already");

    public OptionGroup Group =>
        new("Retrieve", _listen, _get, _parallel, _delay, _wait, _silence, _retries, _again, _durability);

    /// <summary>A PACS may say nothing until it has sent everything.</summary>
    public static Option<int?> SilenceOption() => Make.Number(
        "--silence", "SECONDS", "how long the PACS may neither answer nor send (default 600)", 1, 86400);

    /// <summary>pypx has no such option: its files were never synced.</summary>
    public static Option<string?> DurabilityOption() => Make.Text(
        "--durability",
        "disk|process",
        "what an acknowledged instance survives: loss of power (default), or only the end of this process");

    public static Durability DurabilityOf(Invocation invocation, Option<string?> option) =>
        invocation.Text(option)?.ToUpperInvariant() switch
        {
            null or "DISK" => Storage.Durability.Disk,
            "PROCESS" => Storage.Durability.Process,
            _ => throw new UsageException($"--durability: \"{invocation.Text(option)}\" is neither disk nor process"),
        };

    /// <summary>The port to receive on in this process; null when it is not asked for.</summary>
    public int? ListenPort(Invocation invocation) => invocation.Get(_listen);

    public Durability Durability(Invocation invocation) => DurabilityOf(invocation, _durability);

    /// <summary>The options of the retriever.</summary>
    public RetrieveOptions Resolve(Invocation invocation, string dataDirectory, string? pacsName)
    {
        if (invocation.Get(_get) && invocation.Has(_listen))
        {
            throw new UsageException("--get and --listen exclude each other: a C-GET needs no receiver");
        }

        var options = new RetrieveOptions
        {
            DataDirectory = dataDirectory,
            Method = invocation.Get(_get) ? RetrieveMethod.Get : RetrieveMethod.Move,
            PacsName = pacsName,
            AskForPresent = invocation.Get(_again),
            ParallelSeries = invocation.Get(_parallel) ?? 1,
            DelayBetweenSeries = Delay(invocation),
        };
        return options with
        {
            MaximumBusyRetries = invocation.Get(_retries) ?? options.MaximumBusyRetries,
            IdleTimeout = invocation.Get(_wait) is { } wait ? TimeSpan.FromSeconds(wait) : options.IdleTimeout,
            SilenceTimeout = invocation.Get(_silence) is { } silence
                ? TimeSpan.FromSeconds(silence)
                : options.SilenceTimeout,
        };
    }

    private SeriesDelay Delay(Invocation invocation)
    {
        try
        {
            return SeriesDelay.Parse(invocation.Text(_delay) ?? "");
        }
        catch (FormatException exception)
        {
            throw new UsageException($"--intraSeriesRetrieveDelay: {exception.Message}");
        }
    }
}
