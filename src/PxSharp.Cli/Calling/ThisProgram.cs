namespace PxSharp.Cli.Calling;

/// <summary>By which name this process was called, and where its program lies.</summary>
internal static class ThisProgram
{
    /// <summary>
    /// Set by a script that starts <c>dotnet px.dll</c>, since no trace of the script's own name is left then.
    /// </summary>
    private const string Variable = "PX_CALLED_AS";

    private const string ProcessCommandLine = "/proc/self/cmdline";

    /// <summary>What the caller wrote: "px", "/usr/local/bin/px-find".</summary>
    public static string CalledAs()
    {
        var first = Environment.GetCommandLineArgs()[0];
        if (!IsAssembly(first))
        {
            return first;
        }

        // On the .NET host the first word is the assembly, and only the system knows what was called.
        first = FirstWordOfProcess() ?? Environment.ProcessPath ?? "px";
        return IsHost(first) ? Environment.GetEnvironmentVariable(Variable) ?? "px" : first;
    }

    /// <summary>The program's file, links followed; null when it is an assembly that only dotnet can start.</summary>
    public static string? FilePath()
    {
        var program = Environment.ProcessPath;
        if (program is null || IsHost(program))
        {
            var script = Environment.GetEnvironmentVariable(Variable);
            program = script is not null ? Path.GetFullPath(script) : Path.Combine(AppContext.BaseDirectory, "px");
        }

        return File.Exists(program)
            ? new FileInfo(program).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program
            : null;
    }

    private static bool IsAssembly(string path) => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    private static bool IsHost(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";

    private static string? FirstWordOfProcess()
    {
        try
        {
            // The length of a file of procfs reads as 0, which ReadAllText knows to handle.
            return File.Exists(ProcessCommandLine) ? File.ReadAllText(ProcessCommandLine).Split('\0')[0] : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
