using System.Globalization;
using System.Text.Json.Nodes;
using PxSharp.Index;

namespace PxSharp.Smdb.Export;

/// <summary>
/// <c>seriesData/UID-push.json</c> and <c>-register.json</c>: what became of the images at the newest target.
/// </summary>
internal static class DeliveryTables
{
    /// <summary>The table of pushes; null when nothing of the series was pushed.</summary>
    /// <param name="deliveries">What became of its images.</param>
    /// <param name="paths">Their files by SOP Instance UID, as full paths.</param>
    public static JsonObject? Push(IReadOnlyList<DeliveryRecord> deliveries, IReadOnlyDictionary<string, string> paths)
    {
        var pushed = AtNewestTarget(deliveries, DeliveryKind.Push);
        if (pushed.Count == 0)
        {
            return null;
        }
        var known = pushed.Where(delivery => paths.ContainsKey(delivery.SOPInstanceUID)).ToArray();
        return new JsonObject
        {
            ["status"] = true,
            ["store"] = new JsonObject
            {
                ["status"] = true,
                ["localFileList"] = new JsonArray(
                    [.. known.Select(delivery => JsonValue.Create(paths[delivery.SOPInstanceUID]))]),
                ["objectFileList"] = new JsonArray(
                    [.. known.Select(delivery => JsonValue.Create(delivery.ObjectName ?? delivery.SOPInstanceUID))]),
                ["localpath"] = known.Length == 0 ? "" : Path.GetDirectoryName(paths[known[0].SOPInstanceUID]),
            },
            ["timestamp"] = Time(pushed),
            ["swift"] = new JsonObject { ["target"] = pushed[0].Target },
        };
    }

    /// <summary>The table of registrations; null when nothing of the series was registered.</summary>
    public static JsonObject? Register(IReadOnlyList<DeliveryRecord> deliveries, SeriesRecord series)
    {
        var registered = AtNewestTarget(deliveries, DeliveryKind.Register);
        return registered.Count == 0 ? null : new JsonObject
        {
            ["info"] = new JsonObject
            {
                ["PatientID"] = series.PatientID,
                ["StudyInstanceUID"] = series.StudyInstanceUID,
                ["Modality"] = series.Modality,
                ["SeriesDescription"] = series.SeriesDescription,
                ["SeriesInstanceUID"] = series.SeriesInstanceUID,
                ["path"] = registered[^1].ObjectName,
            },
            ["objectCounter"] = new JsonObject { ["current"] = registered.Count, ["total"] = series.Received },
            ["timestamp"] = Time(registered),
        };
    }

    private static List<DeliveryRecord> AtNewestTarget(IReadOnlyList<DeliveryRecord> deliveries, DeliveryKind kind)
    {
        var done = deliveries.Where(delivery => delivery.Kind == kind && delivery.IsDelivered).ToArray();
        var newest = done.MaxBy(delivery => delivery.At)?.Target;
        return [.. done.Where(delivery => delivery.Target == newest)];
    }

    private static string Time(IEnumerable<DeliveryRecord> deliveries) => deliveries.Max(delivery => delivery.At)
        .ToLocalTime().ToString("yyyy-MM-dd, HH:mm:ss", CultureInfo.InvariantCulture);
}
