using System.Buffers;
using System.Text;
using PxSharp.Paths;

namespace PxSharp.Smdb;

/// <summary>Where pypx's JSON tables lie below its log directory.</summary>
/// <remarks>Values of a file are hostile: none of these names leads to another directory.</remarks>
internal sealed class TableNames(string logDirectory)
{
    /// <summary>In bytes of UTF-8; most file systems take 255 with the suffix.</summary>
    private const int LongestName = 200;

    private static readonly SearchValues<char> Unsafe =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '/', '\\', '\x7f']);

    public string PatientDirectory { get; } = Path.Combine(logDirectory, "patientData");

    public string StudyDirectory { get; } = Path.Combine(logDirectory, "studyData");

    public string SeriesDirectory { get; } = Path.Combine(logDirectory, "seriesData");

    public string Patient(string patientID) => Path.Combine(PatientDirectory, FileName(patientID, ".json"));

    public string StudyMeta(string studyUID) => Path.Combine(StudyDirectory, FileName(studyUID, "-meta.json"));

    public string StudySeriesDirectory(string studyUID) => Path.Combine(StudyDirectory, FileName(studyUID, "-series"));

    public string StudySeries(string studyUID, string seriesUID) =>
        Path.Combine(StudySeriesDirectory(studyUID), FileName(seriesUID, "-meta.json"));

    /// <summary>The table of a kind: <c>meta</c>, <c>retrieve</c>, <c>pack</c>, <c>push</c>, <c>register</c>.</summary>
    public string Series(string seriesUID, string kind) =>
        Path.Combine(SeriesDirectory, FileName(seriesUID, $"-{kind}.json"));

    public string ImageDirectory(string seriesUID) => Path.Combine(SeriesDirectory, FileName(seriesUID, "-img"));

    public string Image(string seriesUID, string image) =>
        Path.Combine(ImageDirectory(seriesUID), FileName(image, ".json"));

    // A name that had to be changed gets a hash of the value, so that no two values share a file.
    private static string FileName(string value, string suffix)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return bytes.Length is > 0 and <= LongestName && !value.AsSpan().ContainsAny(Unsafe)
            ? value + suffix
            : $"{Clean(value)}-{SeaHash.Hash(bytes):x16}{suffix}";
    }

    private static string Clean(string value)
    {
        Span<char> name = value.AsSpan()[..Math.Min(value.Length, LongestName / 4)].ToArray();
        name.ReplaceAny(Unsafe, '_');
        return name.ToString();
    }
}
