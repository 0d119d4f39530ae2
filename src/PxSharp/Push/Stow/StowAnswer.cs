using System.Globalization;
using System.Text.Json;
using PxSharp.Json;

namespace PxSharp.Push.Stow;

/// <summary>What a server says of each instance of a Store transaction, in DICOM JSON.</summary>
/// <remarks>PS3.18 10.5.3, Store Instances Response Module (PS3.18 Annex I.2).</remarks>
internal sealed class StowAnswer
{
    private const string ReferencedSOPSequence = "00081199";
    private const string FailedSOPSequence = "00081198";
    private const string ReferencedSOPInstanceUID = "00081155";
    private const string WarningReason = "00081196";
    private const string FailureReason = "00081197";
    private const int DuplicateSOPInstance = 0x0111;

    private readonly Dictionary<string, int?> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int?> _failed = new(StringComparer.Ordinal);

    /// <summary>Reads the answer.</summary>
    /// <exception cref="JsonException">It is no such answer.</exception>
    public static async Task<StowAnswer> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await JsonInput.ReadAsync(body, cancellationToken));
        var answer = new StowAnswer();
        // Some servers put the data set into an array.
        var root = json.RootElement is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
            ? list[0]
            : json.RootElement;
        Read(root, ReferencedSOPSequence, WarningReason, answer._stored);
        Read(root, FailedSOPSequence, FailureReason, answer._failed);
        return answer;
    }

    /// <summary>What became of an instance; that it failed where the server says nothing of it.</summary>
    /// <remarks>
    /// 0111 is none of the failure reasons of PS3.18, and says of an instance only that its UID is taken. It is there
    /// already where the server names it among those that it has stored, too; else it failed.
    /// </remarks>
    public PushResult Of(PushInstance instance)
    {
        if (_failed.TryGetValue(instance.SOPInstanceUID, out var reason))
        {
            // It may have another one with this UID: only that it has stored this one says that it has not.
            if (reason == DuplicateSOPInstance && _stored.ContainsKey(instance.SOPInstanceUID))
                return new PushResult(instance, Message: $"the server says: {Describe(reason)}", WasThere: true);
            return new PushResult(instance, KindOf(reason), $"the server does not take it: {Describe(reason)}");
        }
        if (!_stored.TryGetValue(instance.SOPInstanceUID, out var warning))
            return new PushResult(instance, PushFailure.Refused, "the server does not say that it has stored it");
        // Orthanc names 0 where there is no warning.
        return new PushResult(
            instance, Message: warning is null or 0 ? null : $"the server warns: {Describe(warning)}");
    }

    private static void Read(JsonElement root, string sequence, string reason, Dictionary<string, int?> into)
    {
        foreach (var item in Values(root, sequence))
        {
            if (Values(item, ReferencedSOPInstanceUID) is [{ ValueKind: JsonValueKind.String } uid, ..])
                into[uid.GetString()!.TrimEnd('\0', ' ')] = Number(item, reason);
        }
    }

    private static int? Number(JsonElement item, string tag)
        => Values(item, tag) is [{ ValueKind: JsonValueKind.Number } number, ..] && number.TryGetInt32(out var value)
            ? value
            : null;

    private static List<JsonElement> Values(JsonElement item, string tag)
        => item.ValueKind == JsonValueKind.Object
            && item.TryGetProperty(tag, out var element)
            && element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty("Value", out var values)
            && values.ValueKind == JsonValueKind.Array
                ? [.. values.EnumerateArray()]
                : [];

    private static PushFailure KindOf(int? reason) => reason switch
    {
        >= 0xA700 and <= 0xA7FF => PushFailure.Full,
        0x0124 => PushFailure.Denied,
        _ => PushFailure.Refused,
    };

    /// <remarks>PS3.18 Table I.2-2 and PS3.3 C.14.1.1.</remarks>
    private static string Describe(int? reason) => reason switch
    {
        null => "it gives no reason",
        >= 0xA700 and <= 0xA7FF => $"{Hex(reason)}, it is out of resources",
        0xA900 or 0xA9FF => $"{Hex(reason)}, the data set does not match its SOP class",
        0xC122 => $"{Hex(reason)}, it does not support the transfer syntax",
        >= 0xC000 and <= 0xCFFF => $"{Hex(reason)}, it cannot understand it",
        0x0110 => $"{Hex(reason)}, processing failure",
        DuplicateSOPInstance => $"{Hex(reason)}, it has an instance of this UID already, maybe with other content",
        0x0122 => $"{Hex(reason)}, it does not support the SOP class",
        0x0124 => $"{Hex(reason)}, it is not allowed",
        0xB000 => $"{Hex(reason)}, elements were coerced",
        _ => Hex(reason),
    };

    private static string Hex(int? reason) => reason!.Value.ToString("X4", CultureInfo.InvariantCulture);
}
