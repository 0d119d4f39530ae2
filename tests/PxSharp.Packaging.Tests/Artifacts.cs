using System.Runtime.Versioning;
using PxSharp.Interop.Tests.Peers;
using PxSharp.Packaging.Tests;

[assembly: SupportedOSPlatform("linux")]
[assembly: AssemblyFixture(typeof(Artifacts))]

namespace PxSharp.Packaging.Tests;

/// <summary>What <c>./build all</c> makes, made once for all tests.</summary>
public sealed class Artifacts : IAsyncLifetime
{
    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(20);

    /// <summary>The directory of the sources.</summary>
    public static string Root { get; } = FindRoot();

    public static string Bin { get; } = Path.Combine(Root, "artifacts", "bin");

    public static string Px { get; } = Path.Combine(Bin, "px");

    public static string Image { get; } = Path.Combine(Root, "artifacts", "px-image.tar");

    public static string Packages { get; } = Path.Combine(Root, "artifacts", "packages");

    /// <summary>The version of all that is made.</summary>
    public static string Version { get; } = typeof(Simulator.SimulatedPacs).Assembly.GetName().Version!.ToString(3);

    public async ValueTask InitializeAsync()
    {
        var built = await RunAsync(LongestBuild, Path.Combine(Root, "build"), "all");
        Assert.True(built.ExitCode == 0, $"./build all ended with {built.ExitCode}:\n{built.Output}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Runs a program to its end.</summary>
    public static Task<ToolResult> RunAsync(string program, params IReadOnlyList<string> arguments) =>
        RunAsync(TimeSpan.FromMinutes(3), program, arguments);

    public static async Task<ToolResult> RunAsync(
        TimeSpan timeout, string program, params IReadOnlyList<string> arguments)
    {
        await using var child = ChildProcess.Start(program, arguments);
        var exitCode = await child.WaitForExitAsync(timeout, TestContext.Current.CancellationToken);
        return new ToolResult(exitCode, child.StandardOutput, child.Output);
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "PxSharp.slnx")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}
