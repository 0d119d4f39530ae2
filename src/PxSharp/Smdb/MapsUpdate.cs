using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Json;

namespace PxSharp.Smdb;

/// <summary>Records files that lie in the data tree already, and says what pypx's tables of them would hold.</summary>
internal static class MapsUpdate
{
    /// <summary>Files of a patient that share a transaction.</summary>
    private const int AtOnce = 512;

    public static async Task<JsonObject> ForFileAsync(
        SqliteIndex index, SmdbRequest request, CancellationToken cancellationToken)
    {
        return request.FilePath is { } path
            ? new JsonObject
            {
                ["status"] = true,
                ["mapsUpdateForFile"] = await RecordAsync(
                    index, RecordedFile.Read(request.DataDirectory, path), cancellationToken),
            }
            : SmdbActions.Failed("name the file: --xcrdirfile FILE, or --xcrdir DIR --xcrfile FILE");
    }

    /// <summary>
    /// Goes through the directories of a patient: records every file in them anew, and names what is recorded and no
    /// longer there.
    /// </summary>
    public static async Task<SmdbResult> ForPatientAsync(
        SqliteIndex index, SmdbRequest request, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new Utf8JsonWriter(output, PyJson.Options);
        writer.WriteStartObject();
        var directories = await ImageDirectories.OfPatientAsync(index, request, cancellationToken);
        var error = directories["error"]?.GetValue<string>();
        directories.Remove("error");
        writer.WritePropertyName("d_imageInfo");
        directories.WriteTo(writer);
        foreach (var paths in (await FilesAsync(index, request, cancellationToken)).Chunk(AtOnce))
        {
            await foreach (var (path, answer) in RecordAsync(index, request, paths, cancellationToken))
            {
                error ??= answer["error"] is { } problem ? $"{path}: {problem.GetValue<string>()}" : null;
                writer.WritePropertyName(path);
                answer.WriteTo(writer);
                await writer.FlushAsync(cancellationToken);
            }
        }
        writer.WriteBoolean("status", error is null);
        if (error is not null)
        {
            writer.WriteString("error", error);
        }
        writer.WriteEndObject();
        return new SmdbResult(error);
    }

    /// <summary>What <c>mapsUpdateForFile</c> has in pypx, for an instance that is in the index.</summary>
    /// <param name="index">The index.</param>
    /// <param name="record">The instance.</param>
    /// <param name="path">Its file, as a full path.</param>
    /// <param name="isNew">Whether it was not known before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<JsonObject> DescribeAsync(
        IIndex index, ReceivedInstance record, string path, bool isNew, CancellationToken cancellationToken)
    {
        var studies = await StudiesAsync(index, record.Patient.PatientID, cancellationToken);
        return Describe(record, path, isNew, studies);
    }

    private static JsonObject Describe(ReceivedInstance record, string path, bool isNew, IEnumerable<string> studies)
    {
        var head = DicomFile.Read(path, TableContents.HeadOptions).Dataset;
        var studyUID = record.Study.StudyInstanceUID;
        return new JsonObject
        {
            ["status"] = true,
            ["d_patientData_process"] = TableContents.Patient(record.Patient, studies),
            ["d_studyData_process"] = new JsonObject
            {
                ["status"] = true,
                ["d_studyMeta"] = new JsonObject { [studyUID] = TableContents.Study(record.Study) },
                ["d_studySeries"] = new JsonObject
                {
                    [studyUID] = TableContents.StudySeries(record.Series, Path.GetDirectoryName(path)!, head),
                },
            },
            ["d_seriesData_process"] = new JsonObject
            {
                ["status"] = true,
                ["update"] = new JsonObject
                {
                    ["status"] = true,
                    ["updatesMade"] = isNew,
                    ["image"] = new JsonObject
                    {
                        [record.Series.SeriesInstanceUID] = TableContents.Image(record.Series, path),
                    },
                },
            },
        };
    }

    private static async Task<JsonObject> RecordAsync(
        SqliteIndex index, RecordedFile file, CancellationToken cancellationToken)
    {
        var known = await index.FindInstanceAsync(file.Record.Instance.SOPInstanceUID, cancellationToken);
        await index.AddAsync(file.Record, cancellationToken);
        return await DescribeAsync(index, file.Record, file.FilePath, known is null, cancellationToken);
    }

    private static async IAsyncEnumerable<(string Path, JsonObject Answer)> RecordAsync(
        SqliteIndex index,
        SmdbRequest request,
        string[] paths,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = new List<(RecordedFile File, bool IsNew)>();
        foreach (var path in paths)
        {
            var (file, problem) = TryRead(request.DataDirectory, path);
            if (file is null)
            {
                yield return (path, SmdbActions.Failed(problem));
                continue;
            }
            var known = await index.FindInstanceAsync(file.Record.Instance.SOPInstanceUID, cancellationToken);
            files.Add((file, known is null));
        }
        await index.AddAsync([.. files.Select(file => file.File.Record)], cancellationToken);
        var studies = await StudiesAsync(index, request.Arguments ?? "", cancellationToken);
        foreach (var (file, isNew) in files)
        {
            yield return (file.FilePath, new JsonObject
            {
                ["status"] = true,
                ["mapsUpdateForFile"] = Describe(file.Record, file.FilePath, isNew, studies),
            });
        }
    }

    private static (RecordedFile? File, string Problem) TryRead(string dataDirectory, string path)
    {
        try
        {
            return (RecordedFile.Read(dataDirectory, path), "");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, "the file is recorded and gone");
        }
        catch (Exception exception) when (exception is DicomException or IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
    }

    private static async Task<List<string>> StudiesAsync(
        IIndex index, string patientID, CancellationToken cancellationToken)
    {
        var studies = new List<string>();
        await foreach (var study in index.ListStudiesAsync(patientID, cancellationToken))
        {
            studies.Add(study.StudyInstanceUID);
        }
        return studies;
    }

    /// <summary>The files in the directories of a patient's series, and those that are recorded elsewhere.</summary>
    private static async Task<SortedSet<string>> FilesAsync(
        SqliteIndex index, SmdbRequest request, CancellationToken cancellationToken)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var study in index.ListStudiesAsync(request.Arguments ?? "", cancellationToken))
        {
            await foreach (var series in index.ListSeriesAsync(study.StudyInstanceUID, cancellationToken))
            {
                if (series.Directory is { } directory)
                {
                    var path = Path.Combine(request.DataDirectory, directory);
                    files.UnionWith(Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.dcm") : []);
                }
                await foreach (var instance in index.ListInstancesAsync(series.SeriesInstanceUID, cancellationToken))
                {
                    files.Add(Path.Combine(request.DataDirectory, instance.RelativePath));
                }
            }
        }
        return files;
    }
}
