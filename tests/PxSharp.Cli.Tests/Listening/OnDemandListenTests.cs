using System.Net;
using System.Net.Sockets;
using PxSharp.Cli.Tests.Processes;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Services;
using PxSharp.Receive;
using PxSharp.Simulator;
using Xunit;

namespace PxSharp.Cli.Tests.Listening;

/// <summary>px listen on a socket that xinetd or systemd hands over.</summary>
public sealed class OnDemandListenTests : IDisposable
{
    private const string WithListenPid =
        "LISTEN_FDS=1 LISTEN_PID=$$; export LISTEN_FDS LISTEN_PID; exec \"$@\" >\"$OUT\" 2>&1";

    private readonly CliBench _px = new();
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly string _log;
    private readonly string _output;

    public OnDemandListenTests()
    {
        _log = Path.Combine(_px.BaseMount, "log");
        _output = Path.Combine(_px.BaseMount, "output");
        Directory.CreateDirectory(_px.BaseMount);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    private int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void Dispose()
    {
        _listener.Dispose();
        _px.Dispose();
    }

    [Fact]
    public async Task Serves_one_association_as_xinetd_starts_it_and_writes_nothing_else_to_the_peer()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc and posix_spawn");
        var sending = SendAsync();
        using var connection = await _listener.AcceptAsync(TestContext.Current.CancellationToken);
        using var process = SocketLauncher.Start(
            connection, [0, 1, 2], "exec \"$@\"", "listen", "--inetd", "--aet", "INETD", "--db", _log);
        connection.Dispose();

        var stored = await sending;
        var exitCode = await process.EndedAsync();

        Assert.Equal(0, exitCode);
        Assert.Equal(stored, Files().Length);
        var line = Assert.Single(await LinesAsync(Path.Combine(_log, "px-listen.log")));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[\d+\] SENDER at 127\.0\.0\.1:\d+: 3 instances \(", line);
    }

    [Fact]
    public async Task Listens_on_the_socket_of_systemd_until_it_is_stopped()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs posix_spawn");
        using var process = SocketLauncher.Start(
            _listener, [3], WithListenPid.Replace("$OUT", _output, StringComparison.Ordinal),
            "listen", "--aet", "SYSTEMD", "--db", _log);

        var first = await SendAsync();
        var again = await SendAsync();
        var exitCode = await process.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.Equal(first, Files().Length);
        Assert.Equal(first, again);
        var lines = await LinesAsync(_output);
        Assert.StartsWith($"listening on 127.0.0.1:{Port} as SYSTEMD, ", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.EndsWith("over 2 associations", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Serves_the_one_connection_that_systemd_accepted()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs posix_spawn");
        var sending = SendAsync();
        using var connection = await _listener.AcceptAsync(TestContext.Current.CancellationToken);
        using var process = SocketLauncher.Start(
            connection, [3], WithListenPid.Replace("$OUT", _output, StringComparison.Ordinal), "listen", "--db", _log);
        connection.Dispose();

        var stored = await sending;

        Assert.Equal(0, await process.EndedAsync());
        Assert.Equal(stored, Files().Length);
        Assert.StartsWith("SENDER at 127.0.0.1:", Assert.Single(await LinesAsync(_output)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_started_on_demand_counts_as_running_while_nobody_calls()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs posix_spawn");
        var before = RunningReceiver.Find(_log);
        var sending = SendAsync();
        using var connection = await _listener.AcceptAsync(TestContext.Current.CancellationToken);
        using var process = SocketLauncher.Start(
            connection, [0, 1, 2], "exec \"$@\"", "listen", "--inetd", "--aet", "INETD", "--db", _log);
        connection.Dispose();
        await sending;
        await process.EndedAsync();

        Assert.Null(before);
        Assert.Equal(
            new RunningReceiver(0, "INETD", Port, Path.Combine(_px.BaseMount, "data")), RunningReceiver.Find(_log));
    }

    [Fact]
    public async Task What_goes_wrong_under_xinetd_stands_in_the_log_and_not_on_the_connection()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc and posix_spawn");
        _px.File("log/smdb.sqlite", "this is no database, and long enough that it cannot be taken for an empty one");
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
        using var connection = await _listener.AcceptAsync(TestContext.Current.CancellationToken);
        using var process = SocketLauncher.Start(
            connection, [0, 1, 2], "exec \"$@\"", "listen", "--inetd", "--db", _log);
        connection.Dispose();

        var exitCode = await process.EndedAsync();
        using var received = new MemoryStream();
        await client.GetStream().CopyToAsync(received, TestContext.Current.CancellationToken);

        Assert.Equal((int)ExitCode.Storage, exitCode);
        Assert.Equal(0, received.Length);
        var line = Assert.Single(await LinesAsync(Path.Combine(_log, "px-listen.log")));
        Assert.Contains("] px listen: ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_sockets_are_refused()
    {
        _px["LISTEN_FDS"] = "2";

        var run = await _px.RunAsync("listen", "--port", "0");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal("px listen: LISTEN_FDS=2: one socket is needed, for one address and port\n", run.Error);
    }

    [Fact]
    public async Task Without_a_connection_on_standard_input_it_says_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs posix_spawn");
        using var process = SocketLauncher.Start(
            _listener, [3], $"exec \"$@\" <&3 >{_output} 2>&1", "listen", "--inetd", "--db", _log);

        Assert.Equal((int)ExitCode.Usage, await process.EndedAsync());
        Assert.StartsWith(
            "px listen: --inetd: standard input is no TCP connection", Assert.Single(await LinesAsync(_output)),
            StringComparison.Ordinal);
    }

    /// <summary>Sends three instances to the socket, and gives how many were taken.</summary>
    private async Task<int> SendAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var instances = SyntheticArchive.Create(new SyntheticArchiveOptions
        {
            Patients = 1,
            StudiesPerPatient = 1,
            SeriesPerStudy = 1,
            InstancesPerSeries = 3,
            Rows = 16,
            Columns = 16,
        }).Instances.ToList();
        await using var client = await DicomClient.ConnectAsync(
            new AssociationOptions { Host = "127.0.0.1", Port = Port, CallingAETitle = "SENDER" },
            [new ProposedContext(instances[0].SOPClassUID, [instances[0].TransferSyntaxUID])],
            cancellationToken);
        var stored = 0;
        foreach (var instance in instances)
        {
            var response = await client.StoreAsync(
                StoreSource.FromBytes(
                    instance.SOPClassUID, instance.SOPInstanceUID, instance.TransferSyntaxUID, instance.Encode()),
                cancellationToken);
            stored += response.Status.IsSuccess ? 1 : 0;
        }

        await client.ReleaseAsync(cancellationToken);
        return stored;
    }

    private string[] Files() =>
        Directory.GetFiles(Path.Combine(_px.BaseMount, "data"), "*.dcm", SearchOption.AllDirectories);

    private static async Task<string[]> LinesAsync(string path) =>
        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).TrimEnd('\n').Split('\n');
}
