namespace PxSharp.Cli.Tests;

/// <summary>What the real pypx printed.</summary>
internal static class Golden
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);

    public static string Read(string name) => File.ReadAllText(PathOf(name));
}
