namespace PxSharp.Interop.Tests.Peers;

/// <summary>Runs DCMTK's programs.</summary>
public static class DcmtkTool
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    // Without it, Nagle's algorithm makes DCMTK wait 40 to 90 ms for each message.
    private static readonly Dictionary<string, string> NoDelay = new() { ["TCP_NODELAY"] = "1" };

    /// <summary>Skips the test where DCMTK is missing.</summary>
    public static void Require() => Programs.Require("storescu", "dcmtk");

    /// <summary>Runs it to its end, whatever that is.</summary>
    public static async Task<ToolResult> TryRunAsync(string program, params IReadOnlyList<string> arguments)
    {
        Require();
        await using var child = Start(program, arguments);
        var exitCode = await child.WaitForExitAsync(Timeout, TestContext.Current.CancellationToken);
        return new ToolResult(exitCode, child.StandardOutput, child.Output);
    }

    /// <summary>Runs it to its end, which must be a good one.</summary>
    public static async Task<string> RunAsync(string program, params IReadOnlyList<string> arguments)
    {
        var result = await TryRunAsync(program, arguments);
        Assert.True(
            result.ExitCode == 0,
            $"{program} {string.Join(' ', arguments)}: exit code {result.ExitCode}\n{result.Output}");
        return result.StandardOutput;
    }

    /// <summary>Starts it and does not wait.</summary>
    public static ChildProcess Start(string program, params IReadOnlyList<string> arguments) =>
        ChildProcess.Start(program, arguments, NoDelay);
}
