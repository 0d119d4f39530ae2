using System.Text.Json.Nodes;

namespace PxSharp.Cli.Tests.Golden;

/// <summary>What the real pypx printed, or facts taken from it: the files beside this one.</summary>
internal static class GoldenFile
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);

    public static string Read(string name) => File.ReadAllText(PathOf(name));

    public static JsonNode Json(string name) => JsonNode.Parse(Read(name))!;
}
