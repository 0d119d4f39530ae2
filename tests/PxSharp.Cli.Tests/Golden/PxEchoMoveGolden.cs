using System.Text.Json.Nodes;
using Xunit;

namespace PxSharp.Cli.Tests.Golden;

/// <summary><c>px-echo</c> and <c>px-move</c>, case by case as pypx was run.</summary>
/// <remarks>
/// pypx prints a Python dictionary; px prints the same as JSON, which Python reads as a dictionary too. pypx ends with
/// 0 whatever happened, and calls rejected associations and unknown hosts a success.
/// </remarks>
public sealed class PxEchoMoveGolden
{
    private const string Peer = "--aet CHRISLOCAL --aec ORTHANC --serverIP 127.0.0.1 --serverPort 4342";
    private const string Series = "--StudyInstanceUID 1.2.826.0.1.3680043.10.9999.1.22 "
        + "--SeriesInstanceUID 1.2.826.0.1.3680043.10.9999.1.22.2001";

    [Theory]
    [InlineData("px-echo " + Peer)]
    [InlineData("px-echo " + Peer + " --echoscu /nonexistent/echoscu")]
    public async Task Px_echo_tells_success_as_pypx_does(string command)
    {
        await using var bench = await GoldenBench.StartAsync(GoldenArchive.Tiny);

        var run = await bench.RunAsync(command);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        var answer = Answer(run, "success", 0);
        Assert.Contains("Received Echo Response (Success)", answer["data"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(
            $"/usr/bin/echoscu  --timeout 5 -v   -aec ORTHANC -aet CHRISLOCAL 127.0.0.1 {bench.Pacs.Port}",
            (string)answer["command"]!);
    }

    [Theory]
    [InlineData("px-echo --aet CHRISLOCAL --aec ORTHANC --serverIP 127.0.0.1 --serverPort 4399", "connection refused")]
    [InlineData("px-echo --aet CHRISLOCAL --aec NOTME --serverIP 127.0.0.1 --serverPort 4342", "NOTME")]
    [InlineData("px-echo --aet CHRISLOCAL --aec ORTHANC --serverIP nosuchhost.invalid --serverPort 4342",
        "nosuchhost.invalid")]
    [InlineData("px-move --aet CHRISLOCAL --aec ORTHANC --serverIP 127.0.0.1 --serverPort 4399 " + Series,
        "connection refused")]
    [InlineData("px-move --aet CHRISLOCAL --aec NOTME --serverIP 127.0.0.1 --serverPort 4342 " + Series, "NOTME")]
    public async Task No_association_is_an_error_in_JSON_on_standard_error_and_in_the_exit_code(
        string command, string why)
    {
        await using var bench = await GoldenBench.StartAsync(GoldenArchive.Tiny);

        var run = await bench.RunAsync(command);

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
        Assert.Contains(
            why, (string)Answer(run, "error", (int)ExitCode.NoConnection)["data"]!, StringComparison.Ordinal);
        Assert.Contains(why, Assert.Single(run.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Px_move_has_the_series_sent()
    {
        await using var bench = await GoldenBench.StartAsync(GoldenArchive.Tiny);
        await using var listener = await ListenerBench.StartAsync(bench.Px);
        bench.Pacs.AddDestination("CHRISLOCAL", "127.0.0.1", listener.Port);

        var run = await bench.RunAsync($"px-move {Peer} {Series}");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        var answer = Answer(run, "success", 0);
        Assert.Empty(answer["data"]!.AsArray());
        Assert.Equal(
            "/usr/bin/movescu -S --move CHRISLOCAL --timeout 5 -k QueryRetrieveLevel=SERIES "
                + "-k StudyInstanceUID=1.2.826.0.1.3680043.10.9999.1.22 "
                + "-k SeriesInstanceUID=1.2.826.0.1.3680043.10.9999.1.22.2001  "
                + $"-aec ORTHANC -aet CHRISLOCAL 127.0.0.1 {bench.Pacs.Port}",
            (string)answer["command"]!);
        const string directory =
            "TINY002-M_ller_J_rgen-19551231/CT_THORAX_MIT_KM-ACC0002-20230220/Lunge_1.0_B60f-43077dd/";
        Assert.Equal(
            [
                directory + "0001-1.2.826.0.1.3680043.10.9999.1.22.2001.1.dcm",
                directory + "0002-1.2.826.0.1.3680043.10.9999.1.22.2001.2.dcm",
            ],
            bench.Tree());
    }

    [Theory]
    [InlineData("px-move --aet NOBODY --aec ORTHANC --serverIP 127.0.0.1 --serverPort 4342 " + Series,
        ExitCode.PacsFailure, "does not know the AE title NOBODY")]
    [InlineData("px-move " + Peer + " --StudyInstanceUID 1.2.826.0.1.3680043.10.9999.1.99 "
        + "--SeriesInstanceUID 1.2.826.0.1.3680043.10.9999.1.99.1", ExitCode.Incomplete, "nothing under these UIDs")]
    [InlineData("px-move " + Peer + " " + Series, ExitCode.PacsFailure, "answered the C-MOVE with A702")]
    internal async Task What_the_PACS_does_not_send_is_an_error(string command, ExitCode exitCode, string why)
    {
        await using var bench = await GoldenBench.StartAsync(GoldenArchive.Tiny);
        bench.Pacs.AddDestination("CHRISLOCAL", "127.0.0.1", PacsBench.DeadPort());

        var run = await bench.RunAsync(command);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(why, (string)Answer(run, "error", (int)exitCode)["data"]!, StringComparison.Ordinal);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    private static JsonObject Answer(CliRun run, string status, int returnCode)
    {
        var answer = JsonNode.Parse(run.Out)!.AsObject();
        Assert.Equal(["status", "data", "command", "returncode"], answer.Select(member => member.Key).Take(4));
        Assert.Equal((status, returnCode), ((string)answer["status"]!, (int)answer["returncode"]!));
        return answer;
    }
}
