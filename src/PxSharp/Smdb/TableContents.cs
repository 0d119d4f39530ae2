using System.Text.Json.Nodes;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Smdb.Pydicom;

namespace PxSharp.Smdb;

/// <summary>What stands in pypx's JSON tables.</summary>
internal static class TableContents
{
    /// <summary>What pypx writes for a tag that an image does not have.</summary>
    private const string Undefined = "Not defined";

    /// <summary><c>patientData/ID.json</c>, without the key around it.</summary>
    public static JsonObject Patient(PatientRecord patient, IEnumerable<string> studies) => new()
    {
        ["PatientID"] = patient.PatientID,
        ["PatientName"] = patient.PatientName ?? Undefined,
        ["PatientAge"] = patient.PatientAge ?? Undefined,
        ["PatientSex"] = patient.PatientSex ?? Undefined,
        ["PatientBirthDate"] = patient.PatientBirthDate ?? Undefined,
        ["StudyList"] = new JsonArray([.. studies.Select(uid => JsonValue.Create(uid))]),
    };

    /// <summary><c>studyData/UID-meta.json</c>, without the key around it.</summary>
    public static JsonObject Study(StudyRecord study) => new()
    {
        ["PatientID"] = study.PatientID,
        ["StudyDescription"] = study.StudyDescription ?? Undefined,
        ["StudyDate"] = study.StudyDate ?? Undefined,
        ["StudyInstanceUID"] = study.StudyInstanceUID,
        ["PerformedStationAETitle"] = study.PerformedStationAETitle ?? Undefined,
    };

    /// <summary><c>studyData/UID-series/UID-meta.json</c>, without the key around it.</summary>
    /// <param name="series">The series.</param>
    /// <param name="directory">Where its files lie.</param>
    /// <param name="head">The head of one of its images.</param>
    public static JsonObject StudySeries(SeriesRecord series, string directory, DicomDataset head)
    {
        var tags = new JsonObject();
        foreach (var (keyword, value) in Tags(head))
        {
            tags[keyword] = new JsonObject { ["value"] = value, ["label"] = keyword };
        }
        return new JsonObject
        {
            ["SeriesInstanceUID"] = series.SeriesInstanceUID,
            ["SeriesBaseDir"] = directory,
            ["DICOM"] = tags,
        };
    }

    /// <summary><c>seriesData/UID-meta.json</c>, without the key around it.</summary>
    public static JsonObject Series(SeriesRecord series) => new()
    {
        ["PatientID"] = series.PatientID,
        ["StudyInstanceUID"] = series.StudyInstanceUID,
        ["SeriesInstanceUID"] = series.SeriesInstanceUID,
        ["SeriesDescription"] = series.SeriesDescription ?? Undefined,
        ["SeriesNumber"] = series.SeriesNumber ?? Undefined,
        ["SeriesDate"] = series.SeriesDate ?? Undefined,
        ["Modality"] = series.Modality ?? Undefined,
    };

    /// <summary><c>seriesData/UID-img/IMAGE.json</c>, without the key around it.</summary>
    public static JsonObject Image(SeriesRecord series, string path)
    {
        var name = Path.GetFileName(path);
        var image = Series(series);
        image["outputFile"] = name;
        image["imageObj"] = new JsonObject { [name] = FileStatus.Of(path) };
        return image;
    }

    /// <summary>
    /// The attributes of a head that have a keyword, by its alphabet, with their values as pydicom prints them.
    /// </summary>
    public static IEnumerable<(string Keyword, string Value)> Tags(DicomDataset head) => head
        .Select(element => (element.Tag.Keyword, Element: element))
        .Where(tag => tag.Keyword is not null && tag.Element.Tag != DicomTag.PixelData)
        .OrderBy(tag => tag.Keyword, StringComparer.Ordinal)
        .Select(tag => (tag.Keyword!, PydicomValue.Text(head, tag.Element)));

    /// <summary>How much of a file the tables need.</summary>
    public static DicomReadOptions HeadOptions { get; } = DicomReadOptions.Head with { MaxKeptLength = 1 << 16 };
}
