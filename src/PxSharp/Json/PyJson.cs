using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PxSharp.Json;

/// <summary>
/// JSON text as Python's <c>json.dumps(value, indent=4)</c> prints it, which is what pypx' readers know.
/// </summary>
public static class PyJson
{
    /// <summary>Four spaces, LF line ends, everything outside ASCII as a <c>\u</c> escape.</summary>
    public static JsonWriterOptions Options { get; } = new()
    {
        Indented = true,
        IndentSize = 4,
        NewLine = "\n",
        Encoder = AsciiJsonEncoder.Instance,
    };

    /// <summary>Writes one value; no line end follows it.</summary>
    public static void Write(Stream stream, JsonNode? value)
    {
        using var writer = new Utf8JsonWriter(stream, Options);
        Write(writer, value);
    }

    /// <summary>Writes one value, null as <c>null</c>.</summary>
    public static void Write(Utf8JsonWriter writer, JsonNode? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    /// <summary>One value as text.</summary>
    public static string Text(JsonNode? value)
    {
        using var stream = new MemoryStream();
        Write(stream, value);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
