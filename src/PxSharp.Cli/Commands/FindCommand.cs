using System.CommandLine;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Retrieving;
using PxSharp.Cli.Then;
using PxSharp.Network;
using PxSharp.Query;
using PxSharp.Report;

namespace PxSharp.Cli.Commands;

/// <summary><c>px find</c>: queries a PACS for studies and series, and goes on with what it finds.</summary>
internal sealed class FindCommand
{
    private readonly ConnectionOptions _connection = new();
    private readonly QueryOptions _query = new();
    private readonly BaseMountOptions _storage = new(hasDataDirectory: true);
    private readonly RetrievalOptions _retrieval = new();
    private readonly ThenOptions _then = new();
    private readonly Option<bool> _json = Make.Flag("--json", "print pypx's JSON, for px report and other programs");
    private readonly Option<bool> _uids = Make.Flag("--uids", "show Study and Series Instance UIDs in the table");

    private FindCommand()
    {
    }

    public static CommandDefinition Define()
    {
        var find = new FindCommand();
        return new CommandDefinition
        {
            Name = "find",
            Summary = "query a PACS for studies and series (C-FIND)",
            Usage = "[options] [--Keyword VALUE ...]",
            Description = "Asks for studies, then for the series of each, over one association. Any keyword of DICOM's "
                + "data dictionary is a query key. Each key is sent at the level where it belongs, and what the PACS "
                + "answers is matched again here, because a PACS may ignore keys that it does not know.",
            TakesQueryKeys = true,
            Options =
            [
                find._connection.Group,
                find._query.KeysGroup,
                find._query.Group(offersStudyOnly: true),
                new OptionGroup("Output", find._json, find._uids),
                find._then.Group,
                find._retrieval.Group,
                find._storage.Group,
            ],
            Ignored =
            [
                Make.Ignored("--findscu"), Make.Ignored("--movescu"), Make.IgnoredFlag("--move"),
                Make.IgnoredFlag("--waitForUserTerminate"), Make.Ignored("--debugToDir"),
            ],
            Examples =
            [
                new("px find --pacs orthanc --PatientID 1234567", "the patient's studies, with their series"),
                new("px find --pacs orthanc --StudyDate 20230101-20230131 --Modality MR --StudyOnly --json",
                    "all MR studies of a month, as JSON"),
                new("px find --pacs orthanc --AccessionNumber A001 --then retrieve,status --listen 11113",
                    "fetches what it finds, and says what came"),
            ],
            RunAsync = find.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var steps = _then.Steps(invocation);
        var hasFeedback = steps.Count > 0 && _then.HasFeedback(invocation);
        var isJson = invocation.Get(_json) && !hasFeedback;
        var baseMount = _storage.Resolve(invocation);
        var query = _query.Resolve(invocation, forReader: !isJson);
        var pacs = _connection.Resolve(invocation, baseMount);
        if (invocation.QueryKeys.Count == 0 && invocation.EmptyQueryKeys is [var empty, ..]
            && invocation.Verbosity > 0)
        {
            invocation.WriteError($"note: --{empty} is empty, and no other key is given: everything matches");
        }

        await using var then = await ThenActions.OpenAsync(
            invocation, steps, baseMount, () => pacs, _retrieval, cancellationToken).ConfigureAwait(false);
        var found = await FindAsync(
            invocation, query, pacs.Association, isJson, cancellationToken).ConfigureAwait(false);
        // With feedback in place of JSON, a report is what tells of the studies.
        if (!invocation.Get(_json))
        {
            Write(invocation, query, found.Report);
        }

        var (thenCode, results) = await then.RunAsync(
            invocation, found.Report, writesText: !isJson, cancellationToken).ConfigureAwait(false);
        if (isJson)
        {
            FindOutput.WriteJson(invocation.Terminal, found.Report with { Then = results });
        }

        return thenCode != ExitCode.Done ? thenCode : found.IsWhole ? ExitCode.Done : ExitCode.Incomplete;
    }

    /// <summary>A query that fails is told in the JSON too, where a program looks for it.</summary>
    private static async Task<PacsFinder.Found> FindAsync(
        Invocation invocation,
        FindQuery query,
        Network.Associations.AssociationOptions peer,
        bool isJson,
        CancellationToken cancellationToken)
    {
        try
        {
            var arguments = isJson ? PypxArguments.Of(invocation, peer) : null;
            return await PacsFinder.FindAsync(
                invocation, query, peer, arguments, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (isJson && exception is DicomNetworkException or QueryFailedException)
        {
            var (exitCode, message) = Failure.Describe(exception, cancellationToken);
            FindOutput.WriteJson(
                invocation.Terminal, new FindReportBuilder(query, peer).BuildFailed(message, (int)exitCode));
            throw;
        }
    }

    private void Write(Invocation invocation, FindQuery query, FindReport report)
    {
        if (_query.ReturnTags(invocation) is { } tags)
        {
            ReportText.Write(
                invocation.Terminal.Out, StudyReport.Of(report, FindOutput.LayoutOf(tags, query.StudyOnly)));
            if (!invocation.IsCalledAsTool)
            {
                invocation.Terminal.WriteLine(FindTable.Totals(report));
            }
        }
        else
        {
            FindTable.Write(invocation.Terminal, report, invocation.Get(_uids));
        }
    }
}
