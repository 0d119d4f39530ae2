using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Json;

namespace PxSharp.Query;

/// <summary>Writes and reads a <see cref="FindReport"/> in the shape of pypx' <c>px-find --json</c>.</summary>
/// <remarks>
/// <c>{status, command, data[], args, then}</c>; a failure and a study-only query: <c>{status, data, command,
/// returncode}</c>, where <c>data</c> of a failure is its text. An attribute is <c>Keyword: {tag, value, label}</c>.
/// </remarks>
public static class FindJson
{
    // Our own: pypx has no keys of the IMAGE level.
    private const string Instances = "SOPInstanceUIDs";
    private const int FlushAt = 64 * 1024;

    // What is written beside the attributes; an attribute of that name would stand twice.
    private static readonly string[] OwnNames = ["uid", "series", Instances, "label", "command", "status"];

    /// <summary>Writes the report, a piece at a time.</summary>
    public static void Write(Stream stream, FindReport report)
    {
        using var writer = new Utf8JsonWriter(stream, PyJson.Options);
        Write(writer, report);
    }

    /// <summary>Writes the report as one JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, FindReport report)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(report);
        writer.WriteStartObject();
        writer.WriteString("status", report.Succeeded ? "success" : "error");
        if (report.Succeeded && !report.StudyOnly)
        {
            writer.WriteString("command", report.Command);
            WriteData(writer, report);
            WriteIfAny(writer, "args", report.Args);
        }
        else
        {
            WriteData(writer, report);
            writer.WriteString("command", report.Command);
            writer.WriteNumber("returncode", report.ReturnCode);
        }
        WriteIfAny(writer, "then", report.Then);
        writer.WriteEndObject();
    }

    /// <summary>Reads a report that this program or pypx wrote.</summary>
    /// <exception cref="JsonException">It is not JSON, or not such a report; the message is one plain line.</exception>
    public static FindReport Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var utf8 = new MemoryStream();
        stream.CopyTo(utf8);
        return Read(utf8.GetBuffer().AsMemory(0, (int)utf8.Length));
    }

    /// <summary>Reads a report from JSON text.</summary>
    /// <exception cref="JsonException">It is not JSON, or not such a report; the message is one plain line.</exception>
    public static FindReport Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(JsonInput.Mend(utf8), JsonInput.Strict);
        return Read(document.RootElement);
    }

    private static void WriteData(Utf8JsonWriter writer, FindReport report)
    {
        if (report.Error is not null)
        {
            writer.WriteString("data", report.Error);
            return;
        }
        writer.WriteStartArray("data");
        foreach (var study in report.Studies)
        {
            WriteStudy(writer, study);
            if (writer.BytesPending > FlushAt)
            {
                writer.Flush();
            }
        }
        writer.WriteEndArray();
    }

    private static void WriteStudy(Utf8JsonWriter writer, FoundStudy study)
    {
        writer.WriteStartObject();
        WriteUid(writer, study.Uid);
        WriteTags(writer, study.Tags);
        if (study.Series is not null)
        {
            writer.WriteStartArray("series");
            foreach (var series in study.Series)
            {
                writer.WriteStartObject();
                WriteUid(writer, series.Uid);
                WriteTags(writer, series.Tags);
                if (series.SOPInstanceUIDs is { } instances)
                {
                    WriteOwn(writer, Instances, string.Join('\\', instances), Instances);
                }
                WriteOwn(writer, "label", "SERIES", "RetrieveLevel");
                WriteOwn(writer, "command", series.Command, "command");
                WriteOwn(writer, "status", "success", "status");
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void WriteTags(Utf8JsonWriter writer, ResultTags tags)
    {
        foreach (var tag in tags)
        {
            writer.WriteStartObject(tag.Keyword);
            writer.WriteString("tag", tag.Tag);
            writer.WriteString("value", tag.Value);
            writer.WriteString("label", tag.Keyword);
            writer.WriteEndObject();
        }
    }

    private static void WriteUid(Utf8JsonWriter writer, int uid)
    {
        writer.WriteStartObject("uid");
        writer.WriteNumber("tag", 0);
        writer.WriteNumber("value", uid);
        writer.WriteString("label", "uid");
        writer.WriteEndObject();
    }

    // What is no attribute has tag 0, a number.
    private static void WriteOwn(Utf8JsonWriter writer, string name, string value, string label)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("tag", 0);
        writer.WriteString("value", value);
        writer.WriteString("label", label);
        writer.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter writer, string name, JsonObject? value)
    {
        if (value is not null)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }

    private static FindReport Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out var data))
        {
            throw new JsonException("this is not what px find --json prints: there is no 'data' in it");
        }
        var failed = data.ValueKind == JsonValueKind.String || Text(root, "status") is "error";
        return new FindReport
        {
            Command = Text(root, "command") ?? "",
            Error = failed ? data.ValueKind == JsonValueKind.String ? data.GetString() : "the query failed" : null,
            Studies = failed || data.ValueKind != JsonValueKind.Array
                ? []
                : [.. data.EnumerateArray().Select(ReadStudy)],
            StudyOnly = !root.TryGetProperty("args", out _) && root.TryGetProperty("returncode", out _),
            ReturnCode = root.TryGetProperty("returncode", out var code) && code.TryGetInt32(out var number)
                ? number
                : 0,
            Args = ReadObject(root, "args"),
            Then = ReadObject(root, "then"),
        };
    }

    private static FoundStudy ReadStudy(JsonElement study)
    {
        Expect(study, JsonValueKind.Object, "a study");
        var series = study.TryGetProperty("series", out var all) && all.ValueKind == JsonValueKind.Array
            ? all.EnumerateArray().Select(ReadSeries).ToArray()
            : null;
        return new FoundStudy(ReadUid(study), ReadTags(study), series);
    }

    private static FoundSeries ReadSeries(JsonElement series)
    {
        Expect(series, JsonValueKind.Object, "a series");
        var command = series.TryGetProperty("command", out var own) && own.ValueKind == JsonValueKind.Object
            ? Text(own, "value")
            : null;
        var instances = series.TryGetProperty(Instances, out var listed) && listed.ValueKind == JsonValueKind.Object
            ? Text(listed, "value")?.Split('\\', StringSplitOptions.RemoveEmptyEntries)
            : null;
        return new FoundSeries(ReadUid(series), ReadTags(series), command ?? "") { SOPInstanceUIDs = instances };
    }

    private static int ReadUid(JsonElement parent) =>
        parent.TryGetProperty("uid", out var uid) && uid.ValueKind == JsonValueKind.Object
        && uid.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number)
            ? number
            : 0;

    // Attributes have a tag that is text; what has another one is pypx' own.
    private static ResultTags ReadTags(JsonElement parent)
    {
        var tags = new List<TagValue>();
        foreach (var member in parent.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object && Text(member.Value, "tag") is { } tag
                && !OwnNames.Contains(member.Name))
            {
                tags.Add(new TagValue(member.Name, tag, Text(member.Value, "value") ?? ""));
            }
        }
        return new ResultTags(tags);
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static JsonObject? ReadObject(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? JsonObject.Create(value.Clone())
            : null;

    private static void Expect(JsonElement element, JsonValueKind kind, string what)
    {
        if (element.ValueKind != kind)
        {
            throw new JsonException(
                $"this is not what px find --json prints: {what} in it is a JSON {element.ValueKind}");
        }
    }
}
