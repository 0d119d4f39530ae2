using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Cli.Terminals;
using PxSharp.Json;

namespace PxSharp.Cli.Drawing;

/// <summary>One JSON object a line, in ASCII, for programs that read while we run.</summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = PyJson.Options.Encoder };

    public static void Write(Terminal terminal, JsonObject json)
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line, OneLine))
        {
            json.WriteTo(writer);
        }

        terminal.WriteLine(Encoding.ASCII.GetString(line.GetBuffer(), 0, (int)line.Length));
    }
}
