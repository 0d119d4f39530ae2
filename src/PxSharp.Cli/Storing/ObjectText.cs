using System.Globalization;
using System.Text.Json.Nodes;
using PxSharp.ObjectStores;

namespace PxSharp.Cli.Storing;

/// <summary>What is told of an object.</summary>
internal static class ObjectText
{
    /// <summary>"2023-01-15 08:30", in the time of this machine.</summary>
    public static string Time(StoredObject stored, TimeProvider clock) => stored.ModifiedAt is { } time
        ? TimeZoneInfo.ConvertTime(time, clock.LocalTimeZone)
            .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
        : "";

    public static JsonObject Json(StoredObject stored) => new()
    {
        ["object"] = stored.Name,
        ["bytes"] = stored.Length,
        ["md5"] = stored.Checksum,
        ["modified"] = stored.ModifiedAt?.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
    };
}
