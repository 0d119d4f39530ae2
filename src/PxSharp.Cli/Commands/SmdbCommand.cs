using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Parsing;
using PxSharp.Cli.Terminals;
using PxSharp.Smdb;

namespace PxSharp.Cli.Commands;

/// <summary><c>px smdb</c>: asks the tracking database in pypx's way.</summary>
internal sealed class SmdbCommand
{
    private readonly Option<string?> _action = Make.Text(
        "--action", "NAME", "what to ask or do: " + string.Join(", ", SmdbActions.Names));
    private readonly Option<string?> _arguments = Make.Text(
        "--actionArgs", "TEXT", "its argument: JSON, a Patient ID or a UID");
    private readonly Option<string?> _directory = Make.Text(
        "--xcrdir", "DIR", "the directory of the file that is asked about", "-p");
    private readonly Option<string?> _file = Make.Text("--xcrfile", "FILE", "its name there", "-f");
    private readonly Option<string?> _path = Make.Text("--xcrdirfile", "FILE", "directory and name in one");
    private readonly Option<string?> _study = Make.Text(
        "--StudyInstanceUID", "UID", "the study that is asked about");

    private readonly Option<string?> _series = Make.Text(
        "--SeriesInstanceUID", "UID", "the series that is asked about");

    private readonly Option<string?> _logDirectory = Make.Text(
        "--logdir", "DIR", "the directory of the database (default: log/ in $PX_BASEMOUNT)", "-l", "--db");

    private readonly Option<string?> _dataDirectory = Make.Text(
        "--datadir", "DIR", "the tree of files (default data/ beside it)", "-d");

    private static readonly HelpTable Needs = new("What each action needs",
    [
        ("PACS, CUBE, storage, swift, telemetry",
            "nothing: shows the entries; --actionArgs '{\"KEY\": {...}}' adds or changes one"),
        ("imageDirsPatientID", "--actionArgs PATIENTID, or --PatientID PATIENTID"),
        ("imageDirsSeriesInstanceUID", "--actionArgs UID, or --SeriesInstanceUID UID"),
        ("seriesDirLocation_get", "--SeriesInstanceUID UID"),
        ("seriesMap_DBtablesGet, studyMap_DBtablesGet, patientMap_DBtablesGet",
            "a file: --xcrdirfile FILE, or -p DIR -f FILE; seriesstudypatient_DBtablesGet shows all three"),
        ("mapsUpdateForFile", "a file, as above, in the data directory"),
        ("mapsUpdateForPatient", "--actionArgs PATIENTID, or --PatientID PATIENTID"),
        ("endOfStudy", "--StudyInstanceUID UID, or -p DIR with a file of the study"),
    ]);

    private SmdbCommand()
    {
    }

    public static CommandDefinition Define()
    {
        var smdb = new SmdbCommand();
        return new CommandDefinition
        {
            Name = "smdb",
            Summary = "ask the tracking database, as px-smdb does",
            Usage = "--action NAME [--actionArgs TEXT] [options]",
            Description = "Answers in pypx's JSON. Passwords in service files are kept, and never printed.",
            Tables = [Needs],
            TakesQueryKeys = true,
            Options =
            [
                new OptionGroup("Action", smdb._action, smdb._arguments),
                new OptionGroup("About", smdb._path, smdb._directory, smdb._file, smdb._study, smdb._series),
                new OptionGroup("Storage", smdb._logDirectory, smdb._dataDirectory),
            ],
            Ignored = [Make.IgnoredFlag("--cleanup"), Make.IgnoredFlag("--debug")],
            Examples =
            [
                new("px smdb --action imageDirsPatientID --actionArgs 1234567", "where the patient's files lie"),
                new("px smdb --action PACS --actionArgs '{\"orthanc\": {\"aet\": \"ME\", \"aec\": \"ORTHANC\", "
                    + "\"ip\": \"10.1.2.3\", \"port\": \"4242\"}}'",
                    "the same as px pacs add"),
            ],
            RunAsync = smdb.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var action = invocation.Text(_action)
            ?? throw new UsageException($"--action is missing; it is one of {string.Join(", ", SmdbActions.Names)}");
        var baseMount = BaseMountOptions.Resolve(invocation, _logDirectory, _dataDirectory);
        var request = new SmdbRequest(baseMount.LogDirectory, baseMount.DataDirectory)
        {
            Arguments = invocation.Text(_arguments) ?? Patient(invocation, action),
            FilePath = FilePath(invocation),
            Directory = invocation.Text(_directory),
            StudyInstanceUID = invocation.Text(_study),
            SeriesInstanceUID = invocation.Text(_series),
        };
        var output = new AsciiOutputStream(invocation.Terminal.Out);
        await using (output.ConfigureAwait(false))
        {
            var result = await SmdbActions.RunAsync(action, request, output, cancellationToken).ConfigureAwait(false)
                ?? throw Unknown(action);
            invocation.Terminal.WriteLine();
            if (result.Succeeded)
            {
                return ExitCode.Done;
            }

            invocation.WriteError(result.Error!);
            return result.IsArgumentMissing ? ExitCode.Usage
                : result.IsBadInput ? ExitCode.BadData
                : ExitCode.Incomplete;
        }
    }

    private static string? Patient(Invocation invocation, string action) =>
        action is "imageDirsPatientID" or "mapsUpdateForPatient"
            ? invocation.QueryKeys.FirstOrDefault(key => key.Keyword == "PatientID")?.Value
            : null;

    private string? FilePath(Invocation invocation) => invocation.Text(_path)
        ?? (invocation.Text(_file) is { } file ? Path.Combine(invocation.Text(_directory) ?? ".", file) : null);

    private static UsageException Unknown(string action) => new(
        Suggestion.Nearest(action, SmdbActions.Names) is { } near
        ? $"--action: \"{action}\" is no action; did you mean {near}?"
        : $"--action: \"{action}\" is none of {string.Join(", ", SmdbActions.Names)}");
}
