using System.Text.Json.Nodes;
using PxSharp.Cli.Calling;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Dimse;
using PxSharp.Retrieve;

namespace PxSharp.Cli.Commands;

/// <summary><c>px move</c>: asks a PACS to send a study or a series to an AE title that it knows (C-MOVE).</summary>
internal static class MoveCommand
{
    public static CommandDefinition Define()
    {
        var connection = new ConnectionOptions();
        var storage = new BaseMountOptions();
        var study = Make.Text("--StudyInstanceUID", "UID", "the study");
        var series = Make.Text("--SeriesInstanceUID", "UID", "the series; without it, all of the study");
        var silence = RetrievalOptions.SilenceOption();
        var json = Make.Flag("--json", "print the answer as JSON");
        var destination = Make.Text("--moveDestination", "TITLE", "the AE title to send to (default: ours, --aet)");
        return new CommandDefinition
        {
            Name = "move",
            Summary = "ask a PACS to send a study or a series (C-MOVE)",
            Usage = "[options] --StudyInstanceUID UID [--SeriesInstanceUID UID]",
            Description = "Only asks, and says what the PACS answers. Whether the instances have come is for the "
                + "receiver to say: px retrieve asks, receives and checks.",
            Options =
            [
                connection.Group, new OptionGroup("What", study, series, destination, silence),
                new OptionGroup("Output", json), storage.Group,
            ],
            Ignored = [Make.Ignored("--movescu"), Make.Ignored("--debugToDir")],
            Examples =
            [
                new("px move --pacs orthanc --StudyInstanceUID 1.2.3 --SeriesInstanceUID 1.2.3.4",
                    "orthanc sends the series to our AE title"),
            ],
            RunAsync = (invocation, cancellationToken) =>
            {
                var options = connection.Resolve(invocation, storage.Resolve(invocation)).Association;
                // Many PACS answer only when all is sent.
                options = options with
                {
                    RetrieveTimeout = invocation.Get(silence) is { } seconds
                        ? TimeSpan.FromSeconds(seconds)
                        : RetrieveOptions.DefaultSilenceTimeout,
                };
                var identifier = Identifier(invocation.Text(study), invocation.Text(series));
                var title = ConnectionOptions.Title(invocation, destination) ?? options.CallingAETitle;
                return ToolAnswer.GiveAsync(
                    invocation,
                    invocation.Get(json),
                    DcmtkCommand.Movescu(options, title, Keys(identifier)),
                    async () => Answer(
                        await MoveAsync(options, title, identifier, cancellationToken).ConfigureAwait(false), title));
            },
        };
    }

    private static DicomDataset Identifier(string? study, string? series)
    {
        if (study is null)
        {
            throw new UsageException("--StudyInstanceUID is missing: a series is asked for together with its study");
        }

        var identifier = new DicomDataset()
            .Set(DicomTag.QueryRetrieveLevel, series is null ? "STUDY" : "SERIES")
            .Set(DicomTag.StudyInstanceUID, study);
        return series is null ? identifier : identifier.Set(DicomTag.SeriesInstanceUID, series);
    }

    private static async Task<MoveResponse> MoveAsync(
        AssociationOptions options, string destination, DicomDataset identifier, CancellationToken cancellationToken)
    {
        ProposedContext[] contexts =
        [
            new(QueryRetrieve.StudyRootMove, [DicomUID.ExplicitVRLittleEndian, DicomUID.ImplicitVRLittleEndian]),
        ];
        await using var client = await DicomClient.ConnectAsync(
            options, contexts, cancellationToken).ConfigureAwait(false);
        MoveResponse? last = null;
        await foreach (var response in client
            .MoveAsync(QueryRetrieve.StudyRootMove, destination, identifier, cancellationToken).ConfigureAwait(false))
        {
            last = response;
        }

        await client.ReleaseAsync(cancellationToken).ConfigureAwait(false);
        return last ?? throw new CommandFailedException(ExitCode.NoConnection, "the PACS gave no answer to the C-MOVE");
    }

    private static IEnumerable<string> Keys(DicomDataset identifier) => identifier
        .OrderByDescending(element => element.Tag == DicomTag.QueryRetrieveLevel)
        .Select(element => $"{element.Tag.Keyword}={identifier.GetString(element.Tag)}");

    private static ToolAnswer Answer(MoveResponse last, string destination)
    {
        var comment = string.IsNullOrWhiteSpace(last.ErrorComment)
            ? ""
            : $" (the PACS says: {last.ErrorComment.Trim()})";
        var answer = $"the PACS answered the C-MOVE with {last.Status}: {last.Status.Describe()}{comment}";
        if (last.Status.IsFailure)
        {
            return new ToolAnswer(ExitCode.PacsFailure, null, last.Status == DimseStatus.MoveDestinationUnknown
                ? $"the PACS does not know the AE title {destination}; enter it there, with this host and the "
                    + $"receiver's port{comment}"
                : MoveHint.Of(last.Status, destination) is { } hint ? $"{answer}; {hint}"
                : answer);
        }

        if (last.Completed is null && last.Failed is null)
        {
            return last.Status.IsSuccess
                ? new ToolAnswer(
                    ExitCode.Done,
                    $"the PACS answers success and counts nothing; whether {VisibleText.Of(destination)} has it, "
                        + "the receiver knows")
                : new ToolAnswer(
                    ExitCode.Incomplete, null, $"{answer}, and counts nothing; px retrieve checks what has come");
        }

        return Counted(last, destination);
    }

    private static ToolAnswer Counted(MoveResponse last, string destination)
    {
        var sent = (last.Completed ?? 0) + (last.Warning ?? 0);
        var sentence = $"sent {ShownValue.Count(sent, "instance", "instances")} to {VisibleText.Of(destination)}"
            + (last.Failed > 0 ? $", {last.Failed} failed" : "")
            + (last.Warning > 0 ? $", {last.Warning} with a warning" : "");
        List<string> problems = [.. last.FailedSOPInstanceUIDs.Select(failed => $"not sent: {failed}")];
        var isNothing = sent == 0 && last.Failed is null or 0;
        if (isNothing)
        {
            problems.Add("the PACS has nothing under these UIDs");
        }

        return new ToolAnswer(
            isNothing || last.Failed > 0 || !last.Status.IsSuccess ? ExitCode.Incomplete : ExitCode.Done,
            sentence,
            problems)
        {
            More = new JsonObject { ["sent"] = sent, ["failed"] = last.Failed },
        };
    }
}
