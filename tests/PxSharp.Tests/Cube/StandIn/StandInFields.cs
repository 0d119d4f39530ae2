using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PxSharp.Tests.Cube.StandIn;

/// <summary>Reads the fields of a registration and refuses those that CUBE refuses, in its words.</summary>
internal static class StandInFields
{
    private static readonly string[] Required =
        ["path", "PatientID", "StudyDate", "StudyInstanceUID", "SeriesInstanceUID", "pacs_name"];

    private static readonly (string Name, int Length)[] Texts =
    [
        ("PatientID", 100), ("PatientName", 150), ("Modality", 15), ("ProtocolName", 64), ("StudyDescription", 400),
        ("SeriesDescription", 400), ("StudyInstanceUID", 100), ("SeriesInstanceUID", 100), ("AccessionNumber", 100),
        ("pacs_name", 20),
    ];

    private static readonly string[] NeverBlank =
        ["path", "PatientID", "StudyInstanceUID", "SeriesInstanceUID", "pacs_name"];

    /// <summary>The fields of a body; null when it cannot be read.</summary>
    public static Dictionary<string, JsonNode?>? Read(StandInRequest request)
    {
        try
        {
            if (JsonNode.Parse(request.Body) is not JsonObject body)
                return null;
            if (request.ContentType != "application/vnd.collection+json")
                return body.ToDictionary(member => member.Key, member => member.Value);
            return body["template"]?["data"] is JsonArray data
                ? data.ToDictionary(datum => (string)datum!["name"]!, datum => datum!["value"])
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What is wrong with the fields by themselves; null when nothing is.</summary>
    public static JsonObject? Check(Dictionary<string, JsonNode?> fields, bool isSeries)
    {
        var errors = new JsonObject();
        foreach (var name in isSeries ? [.. Required, "ndicom"] : Required)
        {
            if (!fields.ContainsKey(name))
                Add(errors, name, "This field is required.");
        }
        foreach (var (name, value) in fields)
        {
            if (value is null && Array.Exists(Texts, text => text.Name == name))
                Add(errors, name, "This field may not be null.");
            else if (Text(value).Length == 0 && NeverBlank.Contains(name))
                Add(errors, name, "This field may not be blank.");
        }
        foreach (var (name, length) in Texts.Append(("path", isSeries ? 1024 : 512)))
        {
            var value = Text(fields.GetValueOrDefault(name));
            if (value.Length > length)
                Add(errors, name, $"Ensure this field has no more than {length} characters.");
            if (value.Contains('\0', StringComparison.Ordinal))
                Add(errors, name, "Null characters are not allowed.");
        }
        CheckDate(errors, fields, "StudyDate");
        CheckDate(errors, fields, "PatientBirthDate");
        CheckNumber(errors, fields, "PatientAge");
        if (isSeries)
            CheckNumber(errors, fields, "ndicom");
        var sex = Text(fields.GetValueOrDefault("PatientSex"));
        if (sex is not ("" or "M" or "F" or "O"))
            Add(errors, "PatientSex", $"\"{sex}\" is not a valid choice.");
        if (errors.Count == 0)
            CheckPath(errors, fields, isSeries);
        return errors.Count > 0 ? errors : null;
    }

    public static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
        _ => value.ToJsonString(),
    };

    private static void CheckPath(JsonObject errors, Dictionary<string, JsonNode?> fields, bool isSeries)
    {
        var path = Text(fields["path"]);
        var pacs = Text(fields["pacs_name"]);
        var isUnder = path.Trim('/').StartsWith("SERVICES/PACS/", StringComparison.Ordinal);
        if (!isSeries)
        {
            if (!isUnder)
                Add(errors, "path", "File path must start with 'SERVICES/PACS/'.");
            else if (!path.Trim('/').StartsWith($"SERVICES/PACS/{pacs}/", StringComparison.Ordinal))
                Add(errors, "non_field_errors", $"File path must start with 'SERVICES/PACS/{pacs}/'.");
            return;
        }
        if (path.Contains(',', StringComparison.Ordinal))
            Add(errors, "path", $"Invalid path '{path}'. Cannot contain commas.");
        else if (!isUnder)
            Add(errors, "path", "This field must start with 'SERVICES/PACS/'.");
        if (pacs.Contains(',', StringComparison.Ordinal) || pacs.Contains('/', StringComparison.Ordinal))
            Add(errors, "pacs_name", $"Invalid PACS name '{pacs}'. Cannot contain commas or slashes.");
        if (errors.Count == 0 && !path.Trim('/').StartsWith($"SERVICES/PACS/{pacs}/", StringComparison.Ordinal))
            Add(errors, "non_field_errors", $"The path field must start with 'SERVICES/PACS/{pacs}/'.");
    }

    private static void CheckDate(JsonObject errors, Dictionary<string, JsonNode?> fields, string name)
    {
        if (fields.TryGetValue(name, out var value)
            && !DateOnly.TryParseExact(Text(value), "yyyy-MM-dd", CultureInfo.InvariantCulture, 0, out _))
        {
            Add(errors, name, "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.");
        }
    }

    private static void CheckNumber(JsonObject errors, Dictionary<string, JsonNode?> fields, string name)
    {
        if (fields.TryGetValue(name, out var value)
            && !int.TryParse(Text(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            Add(errors, name, "A valid integer is required.");
        }
    }

    private static void Add(JsonObject errors, string name, string text)
    {
        if (errors[name] is not JsonArray texts)
            errors[name] = texts = [];
        texts.Add(text);
    }
}
