using System.Text.Json.Nodes;

namespace PxSharp.Cli.Tests.Golden;

/// <summary>JSON without what is so on one machine only; lists in one order, as directories have none.</summary>
internal static class StableJson
{
    private static readonly HashSet<string> Volatile =
    [
        "atime", "blksize", "blocks", "ctime", "dev", "gid", "ino", "mode", "mtime", "nlink", "rdev", "size", "uid",
    ];

    /// <summary>A copy: numbers and times of files are null, paths begin with /BASEMOUNT.</summary>
    /// <param name="node">The JSON.</param>
    /// <param name="baseMount">What becomes /BASEMOUNT.</param>
    /// <param name="replace">What else to do with texts.</param>
    public static JsonNode? Of(JsonNode? node, string baseMount = "/BASEMOUNT", Func<string, string>? replace = null) =>
        node switch
        {
            JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(
                member.Key.Replace(baseMount, "/BASEMOUNT", StringComparison.Ordinal),
                Volatile.Contains(member.Key) && member.Value is JsonValue
                    ? null
                    : Of(member.Value, baseMount, replace)))),
            JsonArray items => new JsonArray(
            [
                .. items.Select(item => Of(item, baseMount, replace))
                    .OrderBy(item => item!.ToJsonString(), StringComparer.Ordinal),
            ]),
            JsonValue value when value.TryGetValue<string>(out var text) =>
                (replace?.Invoke(text) ?? text).Replace(baseMount, "/BASEMOUNT", StringComparison.Ordinal),
            _ => node?.DeepClone(),
        };
}
