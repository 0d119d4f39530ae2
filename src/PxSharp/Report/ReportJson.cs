using System.Text.Json;
using PxSharp.Json;

namespace PxSharp.Report;

/// <summary>Prints reports as pypx' <c>px-report --printReport json</c> does.</summary>
/// <remarks>
/// <c>[{header: {...}, body: [{...}], bodySeriesUID: [{SeriesInstanceUID, SeriesNumber,
/// NumberOfSeriesRelatedInstances}]}]</c>.
/// </remarks>
public static class ReportJson
{
    /// <summary>Writes the reports as one JSON array.</summary>
    public static void Write(Stream stream, IReadOnlyList<StudyReport> studies)
    {
        ArgumentNullException.ThrowIfNull(studies);
        using var writer = new Utf8JsonWriter(stream, PyJson.Options);
        writer.WriteStartArray();
        foreach (var study in studies)
        {
            Write(writer, study);
        }
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, StudyReport study)
    {
        var series = study.Series ?? [];
        writer.WriteStartObject();
        writer.WritePropertyName("header");
        WriteFields(writer, study.Header);
        writer.WriteStartArray("body");
        foreach (var one in series)
        {
            WriteFields(writer, one.Body);
        }
        writer.WriteEndArray();
        writer.WriteStartArray("bodySeriesUID");
        foreach (var one in series)
        {
            writer.WriteStartObject();
            writer.WriteString("SeriesInstanceUID", one.SeriesInstanceUID);
            writer.WriteString("SeriesNumber", one.SeriesNumber);
            writer.WriteString("NumberOfSeriesRelatedInstances", one.NumberOfSeriesRelatedInstances);
            if (one.Status is not null)
            {
                writer.WriteString(SeriesSpecial.SeriesStatus, one.Status);
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, IReadOnlyList<ReportField> fields)
    {
        writer.WriteStartObject();
        foreach (var field in fields)
        {
            writer.WriteString(field.Keyword, field.Value);
        }
        writer.WriteEndObject();
    }
}
