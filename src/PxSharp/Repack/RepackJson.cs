using System.Text.Json.Nodes;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Smdb;
using PxSharp.Smdb.Pydicom;

namespace PxSharp.Repack;

/// <summary>Tells what became of one source as an element of <c>run</c> in the JSON of pypx's px-repack.</summary>
/// <remarks>
/// <c>{status, d_mapsUpdate, d_DICOMfile_save: {outputDir, outputFile, ..., d_DICOMfile_read: {d_DICOM, ...}},
/// cleanup: {status, error, message}}</c>. The dump in it, and the list of tags, end before the pixel data.
/// </remarks>
public static class RepackJson
{
    private const string NoJson = "Not JSON serializable";

    /// <summary>The element of an event.</summary>
    /// <param name="happened">What became of the source.</param>
    /// <param name="index">The tracking database.</param>
    /// <param name="dataDirectory">The tree of files.</param>
    /// <param name="cleansUp">Whether the source was to be removed: <c>cleanup</c> says whether it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The file is gone from its final place.</exception>
    /// <exception cref="DicomException">The file at its final place is damaged.</exception>
    public static async Task<JsonObject> OfAsync(
        RepackEvent happened,
        IIndex index,
        string dataDirectory,
        bool cleansUp = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var element = happened is FileRepacked filed
            ? await RepackedAsync(filed, index, dataDirectory, cancellationToken)
            : Failed(happened.Source, (happened as FileLeftAlone)?.Message ?? "");
        if (cleansUp)
        {
            element["cleanup"] = Cleanup(happened);
        }
        return element;
    }

    /// <summary>The element of a source that was not repacked.</summary>
    /// <param name="source">The file.</param>
    /// <param name="message">Why, one plain line.</param>
    public static JsonObject Failed(string source, string message) => new()
    {
        ["status"] = false,
        ["d_mapsUpdate"] = new JsonObject(),
        ["d_DICOMfile_save"] = Save(source, null, null, message),
    };

    private static async Task<JsonObject> RepackedAsync(
        FileRepacked filed, IIndex index, string dataDirectory, CancellationToken cancellationToken)
    {
        var path = Path.Combine(dataDirectory, filed.Instance.RelativePath);
        var record = RecordedFile.Read(dataDirectory, path).Record;
        var isNew = filed.Outcome != Storage.PlacedOutcome.AlreadyThere;
        return new JsonObject
        {
            ["status"] = true,
            ["d_mapsUpdate"] = await MapsUpdate.DescribeAsync(index, record, path, isNew, cancellationToken),
            ["d_DICOMfile_save"] = Save(filed.Source, path, DicomFile.Read(path, TableContents.HeadOptions), null),
        };
    }

    private static JsonObject Cleanup(RepackEvent happened) => happened switch
    {
        FileRepacked { IsSourceRemoved: true } => new JsonObject
        {
            ["status"] = true,
            ["error"] = "",
            ["message"] = $"{happened.Source} successfully deleted",
        },
        _ => new JsonObject
        {
            ["status"] = false,
            ["error"] = (happened as FileLeftAlone)?.Message ?? "it has changed, or could not be removed",
            ["message"] = $"{happened.Source} was left alone",
        },
    };

    private static JsonObject Save(string source, string? path, DicomFile? file, string? error) => new()
    {
        ["method"] = "DICOMfile_save",
        ["outputDir"] = path is null ? "" : Path.GetDirectoryName(path),
        ["outputFile"] = path is null ? "" : Path.GetFileName(path),
        ["shutilpath"] = path ?? "",
        ["status"] = path is not null,
        ["errorDir"] = "",
        ["errorCopy"] = "",
        ["d_DICOMfile_read"] = new JsonObject
        {
            ["method"] = "DICOMfile_read",
            ["status"] = file is not null,
            ["inputPath"] = Path.GetDirectoryName(source),
            ["inputFileName"] = Path.GetFileName(source),
            ["d_DICOM"] = Dicom(source, file),
            ["d_DICOMprocess"] = Process(source, error),
        },
    };

    private static JsonObject Dicom(string source, DicomFile? file)
    {
        var simple = new JsonObject();
        foreach (var (keyword, value) in file is null ? [] : TableContents.Tags(file.Dataset))
        {
            simple[keyword] = value;
        }
        return new JsonObject
        {
            ["str_dicomFile"] = source,
            ["dcm"] = NoJson,
            ["d_dcm"] = NoJson,
            ["str_raw"] = file is null ? "" : PydicomDump.Whole(file),
            ["l_tagRaw"] = Names(simple),
            ["str_json"] = file is null ? new JsonObject() : simple.ToJsonString(),
            ["d_dicom"] = NoJson,
            ["d_dicomSimple"] = simple,
            ["l_tagsUsed"] = Names(simple),
        };
    }

    private static JsonArray Names(JsonObject members) =>
        new([.. members.Select(member => JsonValue.Create(member.Key))]);

    private static JsonObject Process(string source, string? error) => new()
    {
        ["method"] = "dcm_dicomDictsProcess",
        ["status"] = error is null,
        ["error"] = "",
        ["prior"] = new JsonObject
        {
            ["method"] = "dcm_populate",
            ["status"] = error is null,
            ["rawConversion"] = new JsonObject(),
            ["prior"] = new JsonObject
            {
                ["method"] = "dcm_readFromFile",
                ["status"] = error is null,
                ["error"] = new JsonObject
                {
                    ["file"] = error is null ? "" : source,
                    ["cwd"] = error is null ? "" : Environment.CurrentDirectory,
                    ["message"] = error ?? "",
                },
            },
        },
    };
}
