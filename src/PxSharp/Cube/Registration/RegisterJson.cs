using System.Text.Json.Nodes;

namespace PxSharp.Cube.Registration;

/// <summary>
/// What came of a registration as pypx's px-register tells it: <c>{status, run: [{status, d_DICOMfile_register}]}</c>,
/// a member of <c>run</c> for each file.
/// </summary>
/// <remarks>
/// <c>d_CUBE_register_pacs_file</c> holds the fields that CUBE was told; of a file that it does not have, <c>path</c>
/// and <c>msg</c>, and then <c>status</c> is false.
/// </remarks>
public sealed class RegisterJson
{
    private readonly SortedDictionary<string, RegisterEvent> _files = new(StringComparer.Ordinal);

    /// <summary>Files that were noted.</summary>
    public int Files => _files.Count;

    /// <summary>Those of them that CUBE has.</summary>
    public int Registered => _files.Values.Count(happened => happened is FileRegistered);

    /// <summary>Takes note of an event.</summary>
    public void Add(RegisterEvent happened)
    {
        switch (happened)
        {
            case FileRegistered registered:
                _files[registered.File.FilePath] = registered;
                break;
            case FileNotRegistered failed:
                _files[failed.File.FilePath] = failed;
                break;
        }
    }

    /// <summary>The JSON of all that was noted, in the order of the files' names.</summary>
    public JsonObject ToJson() => new()
    {
        ["status"] = Files > 0 && Registered == Files,
        ["run"] = new JsonArray([.. _files.Select(file => (JsonNode)OfFile(file.Key, file.Value))]),
    };

    private static JsonObject OfFile(string path, RegisterEvent happened)
    {
        var failed = happened as FileNotRegistered;
        var fields = (happened as FileRegistered)?.Fields ?? failed?.Fields;
        var said = new JsonObject();
        if (failed is null)
        {
            foreach (var (name, value) in fields!.Values)
                said[name] = value;
        }
        else
        {
            said["path"] = fields?.Path ?? failed.File.ObjectPath;
            said["msg"] = failed.Reason;
        }
        return new JsonObject
        {
            ["status"] = failed is null,
            ["d_DICOMfile_register"] = new JsonObject
            {
                ["status"] = failed is null,
                ["d_DICOMfile_read"] = Read(path, fields is null ? failed!.Reason : null),
                ["d_CUBE_register_pacs_file"] = said,
            },
        };
    }

    private static JsonObject Read(string path, string? error) => new()
    {
        ["method"] = "DICOMfile_read",
        ["status"] = error is null,
        ["inputPath"] = Path.GetDirectoryName(path),
        ["inputFileName"] = Path.GetFileName(path),
        ["d_DICOMprocess"] = new JsonObject
        {
            ["method"] = "dcm_dicomDictsProcess",
            ["status"] = error is null,
            ["error"] = error ?? "",
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
                        ["file"] = error is null ? "" : path,
                        ["cwd"] = "",
                        ["message"] = error ?? "",
                    },
                },
            },
        },
    };
}
