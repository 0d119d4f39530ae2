using PxSharp.Interop.Tests.Peers;

namespace PxSharp.Packaging.Tests;

/// <summary>Containers of the image, in a store of their own that goes after the tests.</summary>
public sealed class Podman(Artifacts artifacts) : IAsyncLifetime
{
    private readonly TemporaryDirectory _store = new();

    /// <summary>Loads the image, where podman is installed.</summary>
    public async ValueTask InitializeAsync()
    {
        Assert.NotNull(artifacts);
        if (Programs.Find("podman") is not null)
        {
            var loaded = await Artifacts.RunAsync("podman", [.. Common(), "load", "-i", Artifacts.Image]);
            Assert.True(loaded.ExitCode == 0, loaded.Output);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Programs.Find("podman") is not null)
        {
            await Artifacts.RunAsync("podman", [.. Common(), "system", "reset", "--force"]);
        }

        _store.Dispose();
    }

    /// <summary>Starts a container with these options of podman run, and these words for its entry point.</summary>
    public ChildProcess Start(IReadOnlyList<string> options, params IReadOnlyList<string> words)
    {
        Programs.Require("podman", "podman");
        Programs.Require("runc", "runc");
        return ChildProcess.Start(
            "podman",
            [
                .. Common(), "run", "--rm", "--pull=never", "--runtime", "runc", "--ulimit", "nofile=4096:4096",
                "--ulimit", "nproc=4096:4096", .. options, $"localhost/px:{Artifacts.Version}", .. words,
            ]);
    }

    public async Task<ToolResult> RunAsync(IReadOnlyList<string> options, params IReadOnlyList<string> words)
    {
        await using var container = Start(options, words);
        var exitCode = await container.WaitForExitAsync(
            TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        return new ToolResult(exitCode, container.StandardOutput, container.Output);
    }

    /// <summary>Sends the container that has this name a signal.</summary>
    public async Task SignalAsync(string name, string signal)
    {
        var sent = await Artifacts.RunAsync("podman", [.. Common(), "kill", "--signal", signal, name]);
        Assert.True(sent.ExitCode == 0, sent.Output);
    }

    private string[] Common() =>
    [
        "--root", _store["root"], "--runroot", _store["run"], "--storage-driver", "vfs", "--cgroup-manager", "cgroupfs",
        "--events-backend", "file", "--tmpdir", _store["tmp"],
    ];
}
