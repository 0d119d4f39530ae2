using System.Text;
using System.Text.Json;
using PxSharp.Json;

namespace PxSharp.Cube.Requests;

/// <summary>Reads what CUBE refuses: an object of fields, a bare array, or either as a text.</summary>
internal static class CubeError
{
    private const int LongestReason = 300;
    private const int MostRefusals = 20;

    /// <summary>The refusals of a body; empty when it says nothing that can be read.</summary>
    public static IReadOnlyList<CubeRefusal> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(JsonInput.Mend(body));
            return Read(json.RootElement);
        }
        catch (JsonException)
        {
            // A page of HTML, or nothing.
            return [];
        }
    }

    private static List<CubeRefusal> Read(JsonElement root)
    {
        var refusals = new List<CubeRefusal>();
        if (root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("collection", out var collection)
            && collection.ValueKind == JsonValueKind.Object)
        {
            if (collection.TryGetProperty("error", out var error)
                && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("message", out var message)
                && message.ValueKind == JsonValueKind.String)
            {
                AddText(refusals, message.GetString()!);
            }
            return refusals;
        }
        Add(refusals, null, root);
        return refusals;
    }

    /// <summary>In collection+json the error is itself JSON, as text.</summary>
    private static void AddText(List<CubeRefusal> refusals, string text)
    {
        try
        {
            using var inner = JsonDocument.Parse(JsonInput.Mend(text));
            Add(refusals, null, inner.RootElement);
        }
        catch (JsonException)
        {
            refusals.Add(new CubeRefusal(null, OneLine(text)));
        }
    }

    private static void Add(List<CubeRefusal> refusals, string? field, JsonElement value)
    {
        if (refusals.Count >= MostRefusals)
            return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    Add(refusals, IsWhole(member.Name) ? field : OneLine(member.Name), member.Value);
                break;
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray())
                    Add(refusals, field, element);
                break;
            case JsonValueKind.String:
                refusals.Add(new CubeRefusal(field, OneLine(value.GetString()!)));
                break;
        }
    }

    private static bool IsWhole(string name) => name is "non_field_errors" or "detail" or "error";

    private static string OneLine(string text)
    {
        var line = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, LongestReason)))
            line.Append(char.IsControl(character) ? ' ' : character);
        return text.Length > LongestReason ? line.Append(" ...").ToString() : line.ToString().Trim();
    }
}
