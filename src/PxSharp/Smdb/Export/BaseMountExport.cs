using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Services;

namespace PxSharp.Smdb.Export;

/// <summary>
/// Writes what the database knows as pypx's tree of JSON files: <c>log/patientData</c>, <c>log/studyData</c>,
/// <c>log/seriesData</c>, and a copy of <c>services/</c>.
/// </summary>
/// <remarks>
/// Each file takes its place when it is whole; doing it again writes the same files anew. Service files hold secrets
/// and are readable by their owner only.
/// </remarks>
public sealed class BaseMountExport
{
    private const int SeriesAtOnce = 64;

    private readonly IIndex _index;
    private readonly string _dataDirectory;
    private readonly string _services;
    private readonly string _target;
    private readonly TableNames _tables;
    private readonly TableFiles _files = new();

    /// <summary>Names what is read and where it goes; the index stays the caller's.</summary>
    /// <param name="index">The database.</param>
    /// <param name="logDirectory">Where the database lies; services/ is beside it.</param>
    /// <param name="dataDirectory">The tree of files.</param>
    /// <param name="target">
    /// The directory that gets <c>log/</c> and <c>services/</c>; may be the BASEMOUNT itself.
    /// </param>
    public BaseMountExport(IIndex index, string logDirectory, string dataDirectory, string target)
    {
        ArgumentNullException.ThrowIfNull(index);
        _index = index;
        _dataDirectory = dataDirectory;
        _services = Path.GetDirectoryName(ServiceFile.BesideLog(logDirectory, "pacs").FilePath)!;
        _target = Path.GetFullPath(target);
        _tables = new TableNames(Path.Combine(_target, "log"));
    }

    /// <summary>Does it.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="IndexException">The database cannot be read.</exception>
    /// <exception cref="ServiceFileException">A service file is broken or cannot be written.</exception>
    public async IAsyncEnumerable<ExportEvent> RunAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var total = (await _index.GetTotalsAsync(cancellationToken)).Series;
        long patients = 0, studies = 0, series = 0, images = 0;
        string? last = null;
        await foreach (var patient in _index.ListPatientsAsync(cancellationToken))
        {
            // Those without an ID share a table, as pypx has it.
            if (patient.PatientID == last)
                continue;
            last = patient.PatientID;
            patients++;
            var ofPatient = await ListAsync(_index.ListStudiesAsync(patient.PatientID, cancellationToken));
            _files.Write(
                _tables.Patient(patient.PatientID),
                patient.PatientID,
                TableContents.Patient(patient, ofPatient.Select(study => study.StudyInstanceUID)));
            foreach (var study in ofPatient)
            {
                studies++;
                _files.Write(
                    _tables.StudyMeta(study.StudyInstanceUID), study.StudyInstanceUID, TableContents.Study(study));
            }
            foreach (var some in ofPatient.Chunk(SeriesAtOnce))
            {
                var ofStudies = new List<SeriesRecord>();
                foreach (var study in some)
                {
                    ofStudies.AddRange(
                        await ListAsync(_index.ListSeriesAsync(study.StudyInstanceUID, cancellationToken)));
                }
                var outcomes = await Task.WhenAll(ofStudies.Select(
                    one => Task.Run(() => WriteSeriesAsync(one, cancellationToken), cancellationToken)));
                foreach (var problem in outcomes.SelectMany(outcome => outcome.Problems))
                {
                    yield return problem;
                }
                series += ofStudies.Count;
                images += outcomes.Sum(outcome => outcome.Images);
                yield return new ExportProgress(series, Math.Max(series, total));
            }
        }
        yield return new ExportFinished(patients, studies, series, images, CopyServices());
    }

    private async Task<(long Images, List<ExportProblem> Problems)> WriteSeriesAsync(
        SeriesRecord series, CancellationToken cancellationToken)
    {
        var uid = series.SeriesInstanceUID;
        var problems = new List<ExportProblem>();
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        string? last = null;
        await foreach (var instance in _index.ListInstancesAsync(uid, cancellationToken))
        {
            last = Path.Combine(_dataDirectory, instance.RelativePath);
            paths[instance.SOPInstanceUID] = last;
            _files.Write(_tables.Image(uid, Path.GetFileName(last)), uid, TableContents.Image(series, last));
            if (!File.Exists(last))
            {
                problems.Add(new ExportProblem(last, "the file is recorded and gone"));
            }
        }
        _files.Write(_tables.Series(uid, "meta"), uid, TableContents.Series(series));
        if (last is not null)
        {
            _files.Write(_tables.Series(uid, "pack"), new JsonObject { ["seriesPack"] = true });
            _files.Write(
                _tables.StudySeries(series.StudyInstanceUID, uid),
                series.StudyInstanceUID,
                TableContents.StudySeries(series, Path.GetDirectoryName(last)!, ReadHead(last, problems)));
        }
        await foreach (var retrieve in _index.ListRetrievesAsync(uid, cancellationToken))
        {
            _files.Write(_tables.Series(uid, "retrieve"), RetrieveTable.Of(retrieve));
            break;
        }
        await WriteDeliveriesAsync(series, paths, cancellationToken);
        return (paths.Count, problems);
    }

    private async Task WriteDeliveriesAsync(
        SeriesRecord series, Dictionary<string, string> paths, CancellationToken cancellationToken)
    {
        if (series is { Pushed: 0, Registered: 0 })
        {
            return;
        }
        var deliveries = await ListAsync(
            _index.ListDeliveriesOfSeriesAsync(series.SeriesInstanceUID, cancellationToken));
        if (DeliveryTables.Push(deliveries, paths) is { } push)
        {
            _files.Write(_tables.Series(series.SeriesInstanceUID, "push"), push);
        }
        if (DeliveryTables.Register(deliveries, series) is { } register)
        {
            _files.Write(_tables.Series(series.SeriesInstanceUID, "register"), register);
        }
    }

    private static DicomDataset ReadHead(string path, List<ExportProblem> problems)
    {
        try
        {
            return DicomFile.Read(path, TableContents.HeadOptions).Dataset;
        }
        catch (Exception exception) when (exception is DicomException or IOException or UnauthorizedAccessException)
        {
            if (File.Exists(path))
            {
                problems.Add(new ExportProblem(path, exception.Message));
            }
            return [];
        }
    }

    private int CopyServices()
    {
        var target = Path.Combine(_target, "services");
        if (!Directory.Exists(_services) || target == _services)
        {
            return 0;
        }
        var copied = 0;
        foreach (var path in Directory.EnumerateFiles(_services, "*.json").Order(StringComparer.Ordinal))
        {
            var entries = new ServiceFile(path).Read();
            new ServiceFile(Path.Combine(target, Path.GetFileName(path))).Update(all =>
            {
                all.Clear();
                foreach (var (name, entry) in entries)
                {
                    all[name] = entry?.DeepClone();
                }
                return true;
            });
            copied++;
        }
        return copied;
    }

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> all)
    {
        var list = new List<T>();
        await foreach (var one in all)
        {
            list.Add(one);
        }
        return list;
    }
}
