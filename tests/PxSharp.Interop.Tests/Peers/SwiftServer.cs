using System.Globalization;
using PxSharp.Interop.Tests.Peers;
using PxSharp.ObjectStores;
using PxSharp.ObjectStores.S3;
using PxSharp.ObjectStores.Swift;
using PxSharp.Services;

[assembly: AssemblyFixture(typeof(SwiftServer))]

namespace PxSharp.Interop.Tests.Peers;

/// <summary>One OpenStack Swift for all tests, which speaks S3 too: a test has containers of its own in it.</summary>
public sealed class SwiftServer : IAsyncLifetime
{
    public const string User = "chris:chris1234";
    public const string Key = "testing";

    private readonly TemporaryDirectory _directory = new();
    private readonly SemaphoreSlim _starting = new(1);
    private readonly Dictionary<string, string> _settings = [];
    private ChildProcess? _process;
    private static int s_containers;

    public int Port { get; private set; }

    public string Endpoint => $"http://127.0.0.1:{Port}";

    /// <summary>A name of a container, or of a bucket, that no other test has.</summary>
    public static string NewContainer() => $"test-{Interlocked.Increment(ref s_containers)}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Starts it when the first test needs it; skips the test where it is not installed.</summary>
    public async Task RequireAsync()
    {
        Programs.Require(
            "swift-proxy-server", "swift-proxy swift-account swift-container swift-object memcached");
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_process is null)
            {
                ChoosePorts();
                await StartAsync();
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>How our store gets to a container, maybe by way of another port, maybe with another secret.</summary>
    public SwiftAccount Account(string container, int? port = null, string secret = Key) => new()
    {
        AuthUrl = new Uri($"http://127.0.0.1:{port ?? Port}/auth/v1.0"),
        User = User,
        Secret = new Secret(secret),
        Container = container,
    };

    /// <summary>The same server as S3.</summary>
    public S3Account S3Account(string bucket, int? port = null) => new()
    {
        Endpoint = new Uri($"http://127.0.0.1:{port ?? Port}"),
        AccessKey = User,
        Secret = new Secret(Key),
        Bucket = bucket,
    };

    /// <summary>Our store on a container.</summary>
    public SwiftObjectStore Open(string container, ObjectStoreOptions? options = null) =>
        new(Account(container), options);

    /// <summary>Kills every process of it; what it has stored stays.</summary>
    public async Task KillAsync() => await _process!.DisposeAsync();

    /// <summary>Starts it again, on the same ports and with what it had stored.</summary>
    public async Task StartAsync()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "services", "swift.sh");
        _process = ChildProcess.Start("bash", [script, "run"], _settings);
        await _process.WaitForOutputAsync(
            "swift: running", TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// Brings the listings up to date, as a server that runs for long does by itself: when it is killed, what it has
    /// may not be listed yet.
    /// </summary>
    public async Task SyncAsync()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "services", "swift.sh");
        await using var sync = ChildProcess.Start("bash", [script, "sync"], _settings);
        var exitCode = await sync.WaitForExitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.True(exitCode == 0, sync.Output);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _starting.Dispose();
        _directory.Dispose();
    }

    private void ChoosePorts()
    {
        Port = FreePort.Take();
        _settings["ROOT"] = _directory.Root;
        _settings["SWIFT_PORT"] = Port.ToString(CultureInfo.InvariantCulture);
        foreach (var name in (string[])["ACCOUNT", "CONTAINER", "OBJECT", "MEMCACHED"])
        {
            _settings[$"SWIFT_{name}_PORT"] = FreePort.Take().ToString(CultureInfo.InvariantCulture);
        }
    }
}
