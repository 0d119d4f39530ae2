using PxSharp.Cli.Tests.Golden;
using PxSharp.Tests.Cube.StandIn;
using Xunit;

namespace PxSharp.Cli.Tests;

/// <summary>A BASEMOUNT with instances, a stand-in of CUBE, and a mounted store that is CUBE's storage.</summary>
internal sealed class RegisterBench : IDisposable
{
    public const string Series = "1.2.826.0.1.3680043.10.9999.1.11.1";
    public const string OtherSeries = "1.2.826.0.1.3680043.10.9999.1.11.2";
    public const string Study = "1.2.826.0.1.3680043.10.9999.1.11";

    public RegisterBench(bool registersSeries = false)
    {
        Cube = new CubeStandIn(registersSeries);
        Px = new CliBench { ["PX_CUBE_PASSWORD"] = "chris1234" };
        Px.File("services/cube.json", $$$"""{"local": {"url": "{{{Cube.Url}}}", "username": "chris"}}""");
    }

    public CubeStandIn Cube { get; }

    public CliBench Px { get; }

    public string Store => Path.Combine(Px.BaseMount, "store");

    /// <summary>Files the instances of the golden archive into the BASEMOUNT.</summary>
    public async Task ReceiveAsync()
    {
        var run = await Px.RunAsync("repack", Path.GetDirectoryName(GoldenArchive.Files("tiny")[0])!);
        Assert.Equal(ExitCode.Done, run.ExitCode);
    }

    /// <summary>Pushes into the store; CUBE sees what is there then.</summary>
    public async Task PushAsync(params string[] words)
    {
        var run = await Px.RunAsync(
            ["push", .. words, "--storeBaseLocation", Store, "--swiftServicesPACS", "org"]);
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Mount();
    }

    /// <summary>Lets CUBE see what is in the store.</summary>
    public void Mount() => Cube.Store(
        Directory.GetFiles(Store, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Store, file)));

    public Task<CliRun> RegisterAsync(params string[] words) =>
        Px.RunAsync(["register", .. words, "--CUBE", "local", "--swiftServicesPACS", "org"]);

    public void Dispose()
    {
        Px.Dispose();
        Cube.Dispose();
    }
}
