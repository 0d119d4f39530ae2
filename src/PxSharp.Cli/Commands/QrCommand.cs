using System.CommandLine;
using System.Text;
using System.Text.Json;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Parsing;
using PxSharp.Cli.Terminals;
using PxSharp.Cli.Wrapper;
using PxSharp.Services;

namespace PxSharp.Cli.Commands;

/// <summary><c>px qr</c>: what pypx's wrapper PACS_QR.sh does, without a shell or a container.</summary>
internal sealed class QrCommand
{
    private readonly Option<string?> _environment = Make.Text(
        "--env", "NAME", "the institution: a PACS that px pacs add has named, with its storage and CUBE");

    private readonly Option<string?> _host = Make.Text("--PACSIP", "HOST", "the address of the PACS");
    private readonly Option<string?> _port = Make.Text("--PACSport", "PORT", "its TCP port");
    private readonly Option<string?> _calling = Make.Text("--AET", "TITLE", "our AE title");
    private readonly Option<string?> _called = Make.Text("--AEC", "TITLE", "the AE title of the PACS");

    private readonly Option<string?> _do = Make.Text(
        "--do", "LIST", "go on with status, retrieve, push or register, or several, parted by commas");

    private readonly Option<string?> _report = Make.Text(
        "--report", "ARGS", "options of px report in one word, or csv (default: --printReport tabular)");

    private readonly Option<string?> _storageKey = Make.Text(
        "--SWIFTKEY", "KEY", "the storage to push to: an entry of services/storage.json");

    private readonly Option<string?> _cubeKey = Make.Text(
        "--CUBEKEY", "KEY", "the CUBE to register with: an entry of services/cube.json");

    private readonly Option<string?> _service = Make.Text(
        "--SWIFTPACS", "NAME", "the name of the PACS in storage and CUBE");

    private readonly Option<string?> _baseMount = Make.Text(
        "--baseMount", "DIR", "BASEMOUNT: data/, log/ and services/ are in it (default as for px find)");

    private readonly QrKeys _keys = new();

    private QrCommand()
    {
    }

    public static CommandDefinition Define()
    {
        var qr = new QrCommand();
        return new CommandDefinition
        {
            Name = "qr",
            Summary = "query and go on, as PACS_QR.sh does",
            Usage = "[options] -- \"--PatientID 1234567 ...\"",
            Description = "Queries a PACS and shows a report, or with --do goes on with what is found. The query "
                + "stands after --, in one word, which is parted as a shell parts it; nothing in it is run. The "
                + "institutions of PACS_QR.sh are the PACS that px pacs add has named. -v, with or without a number, "
                + "shows the commands that this one stands for.",
            Options =
            [
                new OptionGroup("PACS", qr._environment, qr._host, qr._port, qr._calling, qr._called),
                new OptionGroup("What to do", qr._do, qr._report),
                new OptionGroup("Where to", qr._storageKey, qr._cubeKey, qr._service, qr._baseMount),
                qr._keys.Group,
            ],
            Ignored =
            [
                Make.IgnoredFlag("--non-interactive"), Make.Ignored("--container"), Make.IgnoredFlag("-F"),
                Make.IgnoredFlag("--debug"),
            ],
            Examples =
            [
                new("px qr --env orthanc -- \"--PatientID 1234567\"", "what the PACS has, as a table"),
                new("px qr --env orthanc --do retrieve -- \"--PatientID 1234567 --StudyDate 20220101\"",
                    "fetches it; a px listen receives"),
                new("px qr --CUBEKEY local --CUBEURL http://10.1.2.3:8000/api/v1/ --CUBEuser chris --CUBEpassword -",
                    "reads the password, writes the key and ends"),
            ],
            RestBegins = words => words.TakeWhile(word => word != OptionWords.End).Count(),
            Prepare = words => WithVerbosity(WithoutQuery(words)),
            RunAsync = qr.RunAsync,
        };
    }

    /// <summary>Whoever forgets the two hyphens is told more than that there is no such option.</summary>
    private static IReadOnlyList<string> WithoutQuery(IReadOnlyList<string> words) =>
        words.FirstOrDefault(word => QueryKeyOptions.KeywordOf(word) is not null) is { } key
            ? throw new UsageException(
                $"{key} belongs to the query, which stands at the end in one word: -- \"{key} VALUE\"")
            : words;

    /// <summary>The wrapper's -v needs no number.</summary>
    private static IReadOnlyList<string> WithVerbosity(IReadOnlyList<string> words)
    {
        var at = words.ToList().FindIndex(word => word == "-v");
        return at < 0 || (at + 1 < words.Count && words[at + 1] is not ['-', ..])
            ? words
            : [.. words.Take(at + 1), "1", .. words.Skip(at + 1)];
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var log = invocation.Text(_baseMount) is { } root
            ? Path.Combine(Path.GetFullPath(root), "log")
            : BaseMountOptions.DefaultLogDirectory(invocation.Surroundings);
        var target = Target(invocation, log);
        if (_keys.TryWrite(invocation, log, target.CubeKey, target.StorageKey))
        {
            return ExitCode.Done;
        }

        var plan = QrPlan.Of(target, invocation.Text(_do), invocation.Text(_report), [.. invocation.Rest.Skip(1)]);
        if (plan.Report is null && invocation.Has(_report))
        {
            invocation.WriteError("note: with --do there is no report, so --report is ignored");
        }

        Tell(invocation, plan);
        return plan.Report is null
            ? await CommandLine.RunAsync(plan.Find, Surroundings(invocation), cancellationToken).ConfigureAwait(false)
            : await ReportAsync(invocation, plan, cancellationToken).ConfigureAwait(false);
    }

    private QrTarget Target(Invocation invocation, string log)
    {
        var services = PacsServices.BesideLog(log);
        var name = invocation.Text(_environment);
        var known = (name ?? OnlyOne(invocation, services)) is { } institution
            ? services.FindDestinations(institution)
            : PacsDestinations.None;
        var connection = new List<string>();
        Add("--pacs", name);
        Add("--aet", invocation.Text(_calling));
        Add("--aec", invocation.Text(_called));
        Add("--serverIP", invocation.Text(_host));
        Add("--serverPort", invocation.Text(_port));
        return new QrTarget(
            log,
            connection,
            invocation.Text(_storageKey) ?? known.StorageKey,
            invocation.Text(_cubeKey) ?? known.CubeKey,
            invocation.Text(_service) ?? known.ServiceName);

        void Add(string option, string? value)
        {
            if (value is not null)
            {
                connection.AddRange([option, value]);
            }
        }
    }

    /// <summary>As for px find: when no PACS is named and only one is known, that one is meant.</summary>
    private string? OnlyOne(Invocation invocation, PacsServices services) =>
        !invocation.Has(_host) && services.List() is [var only] ? only.Key : null;

    /// <summary>What px find prints is what px report reads; a query that failed has nothing to report.</summary>
    private static async Task<ExitCode> ReportAsync(
        Invocation invocation, QrPlan plan, CancellationToken cancellationToken)
    {
        using var found = new MemoryStream();
        ExitCode exitCode;
        await using (var output = new StreamWriter(found, new UTF8Encoding(false), leaveOpen: true))
        {
            var between = new Terminal { Out = output, Error = invocation.Terminal.Error };
            exitCode = await CommandLine.RunAsync(
                plan.Find, Surroundings(invocation) with { Terminal = between }, cancellationToken)
                .ConfigureAwait(false);
        }

        if (exitCode is not (ExitCode.Done or ExitCode.Incomplete))
        {
            return exitCode;
        }

        if (IsEmpty(found.GetBuffer().AsMemory(0, (int)found.Length)))
        {
            invocation.WriteError("no study matches");
            return exitCode;
        }

        found.Position = 0;
        var terminal = invocation.Terminal;
        var reading = new Terminal
        {
            Out = terminal.Out,
            Error = terminal.Error,
            OpenInput = () => found,
            IsInputRedirected = true,
            IsInteractive = terminal.IsInteractive,
            UsesColour = terminal.UsesColour,
            Width = terminal.Width,
        };
        var reported = await CommandLine.RunAsync(
            plan.Report!, Surroundings(invocation) with { Terminal = reading }, cancellationToken)
            .ConfigureAwait(false);
        return reported == ExitCode.Done ? exitCode : reported;
    }

    private static bool IsEmpty(ReadOnlyMemory<byte> found)
    {
        using var json = JsonDocument.Parse(found);
        return json.RootElement.GetProperty("data") is { ValueKind: JsonValueKind.Array } data
            && data.GetArrayLength() == 0;
    }

    /// <summary>Whichever name this process has, its parts are commands of px.</summary>
    private static Surroundings Surroundings(Invocation invocation) =>
        invocation.Surroundings with { CalledAs = "px" };

    private static void Tell(Invocation invocation, QrPlan plan)
    {
        if (invocation.IsVerbosityGiven && invocation.Verbosity > 0)
        {
            var line = "px " + ShellWords.Join(plan.Find);
            invocation.WriteError(plan.Report is null ? line : $"{line} | px {ShellWords.Join(plan.Report)}");
        }
    }
}
