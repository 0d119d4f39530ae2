using System.Text.Encodings.Web;
using System.Text.Json;

namespace PxSharp.Dicom.Json;

/// <summary>The DICOM JSON model: data sets as JSON.</summary>
/// <remarks>
/// PS3.18 Annex F. JSON is UTF-8, so Specific Character Set reads ISO_IR 192 there whatever it was. Group lengths are
/// left out. IS and DS are numbers with the digits that they had, or strings where the value is none.
/// </remarks>
public static class DicomJson
{
    /// <summary>The media type of PS3.18 8.7.3.</summary>
    public const string MediaType = "application/dicom+json";

    // A sequence takes three levels: the array, the item and the element. Readers of data sets allow 512 sequences.
    private const int MaxDepth = 3 * (DicomReadOptions.HighestSequenceDepth + 1);

    /// <summary>Writes a data set as one JSON object.</summary>
    /// <param name="writer">Where to; its MaxDepth must be three times the depth of sequences.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="options">What goes inline.</param>
    public static void Write(Utf8JsonWriter writer, DicomDataset dataset, DicomJsonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(dataset);
        new JsonDatasetWriter(writer, options ?? DicomJsonOptions.Default, flushes: false).Write(dataset);
    }

    /// <summary>Writes a data set as one JSON object, in characters where JSON has no need to escape them.</summary>
    /// <remarks>What is written goes to the stream as it is made, not at the end.</remarks>
    public static void Write(
        Stream stream, DicomDataset dataset, DicomJsonOptions? options = null, bool indented = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(dataset);
        using var writer = new Utf8JsonWriter(stream, WriterOptions(indented));
        new JsonDatasetWriter(writer, options ?? DicomJsonOptions.Default, flushes: true).Write(dataset);
    }

    /// <summary>How this class writes JSON: as deep as data sets can be, and readable in all scripts.</summary>
    /// <remarks>Not for JSON within HTML, where the escapes of the default encoder are needed.</remarks>
    public static JsonWriterOptions WriterOptions(bool indented = false) => new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = indented,
        MaxDepth = MaxDepth,
    };

    /// <summary>Reads one data set.</summary>
    /// <param name="utf8Json">One JSON object.</param>
    /// <param name="options">Where bulk data comes from.</param>
    /// <returns>The data set; its text is in UTF-8.</returns>
    /// <exception cref="DicomFormatException">
    /// It is not the DICOM JSON model; the message names the element.
    /// </exception>
    public static DicomDataset Read(ReadOnlyMemory<byte> utf8Json, DicomJsonOptions? options = null)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return Read(document.RootElement, options);
        }
        catch (JsonException exception)
        {
            throw new DicomFormatException($"This is not JSON: {exception.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Reads one data set.</summary>
    /// <inheritdoc cref="Read(ReadOnlyMemory{byte}, DicomJsonOptions?)"/>
    public static DicomDataset Read(JsonElement json, DicomJsonOptions? options = null) =>
        new JsonDatasetReader(options ?? DicomJsonOptions.Default).Read(json);
}
