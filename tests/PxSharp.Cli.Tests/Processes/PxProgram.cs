namespace PxSharp.Cli.Tests.Processes;

/// <summary>The px that was built for the tests, as a program to start.</summary>
internal static class PxProgram
{
    /// <summary>What starts it: dotnet.</summary>
    public static string Host { get; } =
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    /// <summary>What it starts.</summary>
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "px.dll");
}
