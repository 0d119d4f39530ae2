using System.CommandLine;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Retrieving;
using PxSharp.Retrieve;

namespace PxSharp.Cli.Commands;

/// <summary><c>px retrieve</c>: fetches every instance of what a query finds.</summary>
internal static class RetrieveCommand
{
    public static CommandDefinition Define()
    {
        var connection = new ConnectionOptions();
        var query = new QueryOptions();
        var retrieval = new RetrievalOptions();
        var storage = new BaseMountOptions(hasDataDirectory: true);
        var layout = new LayoutOptions();
        var all = Make.Flag("--all", "retrieve everything that the PACS has, when no query key is given");
        return new CommandDefinition
        {
            Name = "retrieve",
            Summary = "fetch every instance of what a query finds",
            Usage = "[options] --Keyword VALUE ...",
            Description = "Queries, asks the PACS which instances each series has, has it send those that are not here "
                + "yet, and says of each series how many of how many have come. The exit code is 0 only when "
                + "everything that the PACS promised is on disk and in the tracking database; the same command "
                + "again fetches what is missing.\n\n"
                + "By default the PACS sends (C-MOVE) to a px listen that runs with the same --db. With --listen PORT "
                + "this process receives; the PACS must know our AE title, this host and that port. With --get "
                + "instances come on our own association (C-GET); the PACS may then choose another transfer syntax "
                + "than it stores them in. With a px listen, the path templates are those that it was started with.",
            TakesQueryKeys = true,
            Options =
            [
                connection.Group, query.KeysGroup, query.Group(offersStudyOnly: false), new OptionGroup("Safety", all),
                retrieval.Group, storage.Group, layout.Group,
            ],
            Ignored = [Make.Ignored("--findscu"), Make.Ignored("--movescu")],
            Examples =
            [
                new("px retrieve --pacs orthanc --PatientID 1234567 --listen 11113",
                    "receives in this process; orthanc knows this host, port 11113, by our AE title"),
                new("px retrieve --pacs orthanc --AccessionNumber A001 --Modality MR --get",
                    "the same over one association"),
            ],
            RunAsync = (invocation, cancellationToken) =>
                new Run(invocation, connection, query, retrieval, storage, layout, all).ExecuteAsync(cancellationToken),
        };
    }

    private sealed class Run(
        Invocation invocation,
        ConnectionOptions connection,
        QueryOptions query,
        RetrievalOptions retrieval,
        BaseMountOptions storage,
        LayoutOptions layout,
        Option<bool> all)
    {
        public async Task<ExitCode> ExecuteAsync(CancellationToken cancellationToken)
        {
            var find = query.Resolve(invocation, forReader: true);
            if (!find.Keys.Any(key => key.IsFilter) && !invocation.Get(all))
            {
                throw new UsageException(
                    "this would retrieve everything: give a query key such as --PatientID, or --all");
            }

            var baseMount = storage.Resolve(invocation);
            var (pacsName, peer) = connection.Resolve(invocation, baseMount);
            var options = retrieval.Resolve(invocation, baseMount.DataDirectory, pacsName);
            await using var session = await RetrieveSession.OpenAsync(
                peer,
                options,
                baseMount,
                new SessionOptions(
                    retrieval.ListenPort(invocation), retrieval.Durability(invocation), layout.Resolve(invocation)),
                cancellationToken).ConfigureAwait(false);
            var found = await PacsFinder.FindAsync(invocation, find, peer, arguments: null, cancellationToken)
                .ConfigureAwait(false);
            var targets = found.Studies.SelectMany(RetrieveTarget.Of).ToList();
            if (targets.Count == 0 && !found.IsWhole)
            {
                throw new CommandFailedException(
                    ExitCode.PacsFailure, "the PACS did not tell the series of any study, so nothing was retrieved");
            }

            if (targets.Count == 0)
            {
                throw new CommandFailedException(
                    ExitCode.Incomplete, "nothing matches the query, so nothing was retrieved");
            }

            invocation.Terminal.WriteLine(FindTable.Totals(found.Report));
            var outcome = await RetrieveDisplay.FollowAsync(
                session.RetrieveAsync(targets, cancellationToken),
                targets.Count,
                invocation).ConfigureAwait(false);
            invocation.Terminal.WriteLine($"in {baseMount.DataDirectory}");
            if (outcome.ExitCode != ExitCode.Done && session.Trouble is { } trouble)
            {
                invocation.WriteError(trouble);
                return ExitCode.Storage;
            }

            return found.IsWhole || outcome.ExitCode != ExitCode.Done ? outcome.ExitCode : ExitCode.Incomplete;
        }
    }
}
