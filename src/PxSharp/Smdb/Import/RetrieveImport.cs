using System.Runtime.CompilerServices;
using System.Text.Json;
using PxSharp.Index;

namespace PxSharp.Smdb.Import;

/// <summary>
/// Records how many instances pypx had asked for, series by series, and tells which images it had recorded whose
/// files are gone.
/// </summary>
internal sealed class RetrieveImport(IIndex index, string logDirectory, string dataDirectory)
{
    private const int MostNamed = 10;

    private readonly TableNames _tables = new(logDirectory);

    /// <summary>Series of which is known now what was asked for.</summary>
    public long Recorded { get; private set; }

    public async IAsyncEnumerable<ImportProblem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var series in PypxTables.Series(logDirectory, "-img"))
        {
            await foreach (var problem in FindLostAsync(series, cancellationToken))
            {
                yield return problem;
            }
        }
        // Many at once: they share transactions.
        foreach (var some in PypxTables.Series(logDirectory, "-retrieve.json").Chunk(64))
        {
            var outcomes = await Task.WhenAll(some.Select(
                series => Task.Run(() => RecordAsync(series, cancellationToken), cancellationToken)));
            Recorded += outcomes.Count(problem => problem is null);
            foreach (var problem in outcomes.OfType<ImportProblem>())
            {
                yield return problem;
            }
        }
    }

    private async IAsyncEnumerable<ImportProblem> FindLostAsync(
        string seriesUID, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var here = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var instance in index.ListInstancesAsync(seriesUID, cancellationToken))
        {
            if (File.Exists(Path.Combine(dataDirectory, instance.RelativePath)))
            {
                here.Add(Path.GetFileName(instance.RelativePath));
            }
        }
        var lost = PypxTables.Images(logDirectory, seriesUID).Where(image => !here.Contains(image))
            .Order(StringComparer.Ordinal).ToArray();
        foreach (var image in lost.Take(MostNamed))
        {
            yield return new ImportProblem(
                _tables.Image(seriesUID, image), "pypx had recorded this image; there is no such file, or it is unfit");
        }
        if (lost.Length > MostNamed)
        {
            yield return new ImportProblem(
                _tables.ImageDirectory(seriesUID), $"{lost.Length - MostNamed} images more have no file");
        }
    }

    private async Task<ImportProblem?> RecordAsync(string seriesUID, CancellationToken cancellationToken)
    {
        var path = _tables.Series(seriesUID, "retrieve");
        PypxTables.Retrieve retrieve;
        try
        {
            retrieve = PypxTables.ReadRetrieve(path);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return new ImportProblem(path, $"the table cannot be read: {PypxTables.Problem(exception)}");
        }
        var series = await index.FindSeriesAsync(seriesUID, cancellationToken);
        if (series?.Requested is not null)
        {
            return null;
        }
        var studyUID = series?.StudyInstanceUID ?? retrieve.StudyInstanceUID;
        if (retrieve.Expected is null || studyUID is null)
        {
            return new ImportProblem(path, "the table does not say how many instances of which study were asked for");
        }
        var study = await index.FindStudyAsync(studyUID, cancellationToken);
        var patientID = series?.PatientID ?? study?.PatientID ?? "";
        var begun = await index.BeginRetrieveAsync(
            new RetrieveRequest
            {
                Series = series ?? new SeriesRecord
                {
                    SeriesInstanceUID = seriesUID,
                    StudyInstanceUID = studyUID,
                    PatientID = patientID,
                },
                Study = study ?? new StudyRecord { StudyInstanceUID = studyUID, PatientID = patientID },
                Patient = await index.FindPatientAsync(patientID, cancellationToken)
                    ?? new PatientRecord { PatientID = patientID },
                Job = "pypx",
                Pacs = retrieve.Pacs,
                ExpectedCount = retrieve.Expected,
            },
            cancellationToken);
        await index.EndRetrieveAsync(begun.Id, "done by pypx", cancellationToken);
        return null;
    }
}
