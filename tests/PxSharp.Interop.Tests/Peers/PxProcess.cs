namespace PxSharp.Interop.Tests.Peers;

/// <summary>Runs px as a user does: a process of its own.</summary>
public static class PxProcess
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>Runs it to its end, whatever that is.</summary>
    public static async Task<ToolResult> RunAsync(params IReadOnlyList<string> arguments)
    {
        await using var child = Start(arguments);
        var exitCode = await child.WaitForExitAsync(Timeout, TestContext.Current.CancellationToken);
        return new ToolResult(exitCode, child.StandardOutput, child.Output);
    }

    /// <summary>Runs it to its end with environment variables of its own.</summary>
    public static async Task<ToolResult> RunWithAsync(
        IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments)
    {
        await using var child = ChildProcess.Start(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "px.dll"), .. arguments], environment);
        var exitCode = await child.WaitForExitAsync(Timeout, TestContext.Current.CancellationToken);
        return new ToolResult(exitCode, child.StandardOutput, child.Output);
    }

    /// <summary>Runs px listen until it is disposed or killed; it listens when this returns.</summary>
    public static async Task<ChildProcess> ListenAsync(
        string aeTitle, int port, string database, params IReadOnlyList<string> others)
    {
        var child = Start(["listen", "--aet", aeTitle, "--port", $"{port}", "--db", database, .. others]);
        try
        {
            await child.WaitForOutputAsync("listening on ", Timeout, TestContext.Current.CancellationToken);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it and does not wait.</summary>
    public static ChildProcess Start(params IReadOnlyList<string> arguments) =>
        ChildProcess.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "px.dll"), .. arguments]);
}
