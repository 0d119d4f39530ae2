using System.Text;
using PxSharp.Dicom;
using PxSharp.Dicom.Json;

namespace PxSharp.Fuzz.Targets;

/// <summary>The DICOM JSON model.</summary>
internal sealed class JsonTarget : ITarget
{
    public string Name => "json";

    public bool Allows(Exception exception) => exception is DicomFormatException;

    public IEnumerable<byte[]> Words() =>
    [
        .. Enum.GetNames<DicomVR>().Select(vr => Encoding.ASCII.GetBytes($"\"vr\":\"{vr}\"")),
        .. JsonWords.All,
        .. ((string[])
        [
            "\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 100\"]}", "\"Value\":[", "\"InlineBinary\":\"AAAA\"",
            "\"BulkDataURI\":\"x\"", "\"Alphabetic\":\"A\"", "\"Ideographic\"", "\"Phonetic\"", "\"00081115\":",
            "\"Length\":4", "\"nan\"", "\"-inf\"",
        ]).Select(Encoding.ASCII.GetBytes),
    ];

    public IEnumerable<byte[]> Seeds()
    {
        foreach (var dataset in SampleFiles.Datasets())
            yield return Written(dataset);
        yield return Encoding.UTF8.GetBytes(
            """
            {"00100010":{"vr":"PN","Value":[{"Alphabetic":"A^B","Ideographic":"山"},null]},
             "00280010":{"vr":"US","Value":[1,2.0,"3"]},"00081115":{"vr":"SQ","Value":[{},null]},
             "7FE00010":{"vr":"OB","BulkDataURI":"x"},"00201041":{"vr":"DS","Value":[1e5,-0.5]}}
            """);
    }

    public void Run(byte[] input)
    {
        var dataset = DicomJson.Read(input);
        Everything.Ask(dataset);
        var written = Written(dataset);
        DicomDataset back;
        try
        {
            back = DicomJson.Read(written);
        }
        catch (DicomException refusal)
        {
            throw new FindException($"what was written cannot be read: {refusal.Message}");
        }
        FindException.Unless(written.AsSpan().SequenceEqual(Written(back)), "written again, it is something else");
    }

    private static byte[] Written(DicomDataset dataset)
    {
        using var stream = new MemoryStream();
        DicomJson.Write(stream, dataset);
        return stream.ToArray();
    }
}
