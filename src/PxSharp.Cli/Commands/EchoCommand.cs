using System.Diagnostics;
using System.Text.Json.Nodes;
using PxSharp.Cli.Calling;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Dimse;

namespace PxSharp.Cli.Commands;

/// <summary><c>px echo</c>: asks a PACS whether it is there (C-ECHO).</summary>
internal static class EchoCommand
{
    public static CommandDefinition Define()
    {
        var connection = new ConnectionOptions();
        var storage = new BaseMountOptions();
        var json = Make.Flag("--json", "print the answer as JSON");
        return new CommandDefinition
        {
            Name = "echo",
            Summary = "ask a PACS whether it is there and accepts us (C-ECHO)",
            Description = "Makes an association, sends one C-ECHO and says how the PACS took it.",
            Options = [connection.Group, new OptionGroup("Output", json), storage.Group],
            Ignored = [Make.Ignored("--echoscu"), Make.Ignored("--debugToDir")],
            Examples =
            [
                new("px echo --pacs orthanc", "the PACS that px pacs add has named so"),
                new("px echo --aec ORTHANC --aet CHRISLOCAL --serverIP 127.0.0.1 --serverPort 4242",
                    "the same with the four values given here"),
            ],
            RunAsync = (invocation, cancellationToken) =>
            {
                var options = connection.Resolve(invocation, storage.Resolve(invocation)).Association;
                return ToolAnswer.GiveAsync(
                    invocation,
                    invocation.Get(json),
                    DcmtkCommand.Echoscu(options),
                    () => AskAsync(options, cancellationToken));
            },
        };
    }

    /// <summary>Makes an association for the Verification SOP class and uses it once.</summary>
    public static async Task<DimseResponse> EchoAsync(AssociationOptions options, CancellationToken cancellationToken)
    {
        ProposedContext[] contexts =
            [new(DicomUID.Verification, [DicomUID.ImplicitVRLittleEndian, DicomUID.ExplicitVRLittleEndian])];
        await using var client = await DicomClient.ConnectAsync(
            options, contexts, cancellationToken).ConfigureAwait(false);
        var response = await client.EchoAsync(cancellationToken).ConfigureAwait(false);
        await client.ReleaseAsync(cancellationToken).ConfigureAwait(false);
        return response;
    }

    private static async Task<ToolAnswer> AskAsync(AssociationOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var response = await EchoAsync(options, cancellationToken).ConfigureAwait(false);
        var milliseconds = clock.ElapsedMilliseconds;
        var peer = VisibleText.Of($"{options.CalledAETitle} at {options.Host}:{options.Port}");
        return response.Status.IsFailure
            ? new ToolAnswer(ExitCode.PacsFailure, null, $"{peer} refuses the C-ECHO: {response.Status.Describe()}")
            : new ToolAnswer(
                ExitCode.Done, $"{peer} answers, and accepts us as {options.CallingAETitle} ({milliseconds} ms)")
            {
                Log = ["Association Accepted", "Received Echo Response (Success)", "Releasing Association"],
                More = new JsonObject { ["milliseconds"] = milliseconds },
            };
    }
}
