using System.Diagnostics;
using Xunit;

namespace PxSharp.Cli.Tests.Processes;

/// <summary>
/// A line that a shell has run, as a user types it; "px" in it is the px that was built for the tests.
/// </summary>
internal sealed record ShellRun(int ExitCode, string Out, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Runs a line to its end.</summary>
    /// <param name="line">The line for bash.</param>
    /// <param name="variables">Environment variables besides those of the test.</param>
    public static Task<ShellRun> RunAsync(string line, params IEnumerable<(string Name, string Value)> variables) =>
        RunAsync(
            ["bash", "-c", $"px() {{ \"{PxProgram.Host}\" \"{PxProgram.Assembly}\" \"$@\"; }}\n{line}"], variables);

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ShellRun> RunAsync(
        IReadOnlyList<string> words, params IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ShellRun(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Whether there is a program of that name.</summary>
    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(directory => File.Exists(Path.Combine(directory, program)));
}
