using System.Text;
using PxSharp.Cli.Terminals;
using Xunit;

namespace PxSharp.Cli.Tests;

/// <summary>Runs command lines in this process, each bench with a BASEMOUNT of its own that goes with it.</summary>
internal sealed class CliBench : IDisposable
{
    private readonly Dictionary<string, string> _variables = [];

    public CliBench() => _variables["PX_BASEMOUNT"] = BaseMount;

    /// <summary>A temporary directory; not made until a command makes it.</summary>
    public string BaseMount { get; } = Path.Combine(Path.GetTempPath(), "px-cli-" + Guid.NewGuid().ToString("N"));

    public string? Input { get; set; }

    /// <summary>The name by which px is called.</summary>
    public string CalledAs { get; init; } = "px";

    /// <summary>What waits and time-outs go by.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>What counts as the program's file.</summary>
    public string? Program { get; set; }

    public string this[string variable]
    {
        set => _variables[variable] = value;
    }

    /// <summary>A file below <see cref="BaseMount"/>.</summary>
    public string File(string name, string content)
    {
        var path = Path.Combine(BaseMount, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    public Task<CliRun> RunAsync(params IReadOnlyList<string> arguments) =>
        RunAsync(arguments, TestContext.Current.CancellationToken);

    public async Task<CliRun> RunAsync(
        IReadOnlyList<string> arguments, CancellationToken cancellationToken, Terminal? terminal = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        terminal ??= new Terminal
        {
            Out = TextWriter.Synchronized(output),
            Error = TextWriter.Synchronized(error),
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(Input ?? "")),
            IsInputRedirected = Input is not null,
        };
        var surroundings = new Surroundings
        {
            Terminal = terminal,
            CalledAs = CalledAs,
            Program = () => Program,
            Clock = Clock,
            Variable = name => _variables.GetValueOrDefault(name),
        };
        var exitCode = await CommandLine.RunAsync(arguments, surroundings, cancellationToken);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        if (Directory.Exists(BaseMount))
        {
            Directory.Delete(BaseMount, recursive: true);
        }
    }
}
