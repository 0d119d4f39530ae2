using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Interop.Tests.Samples;
using PxSharp.Interop.Tests.Wire;

namespace PxSharp.Interop.Tests.Peers;

/// <summary>A data root and its tracking database, looked at from outside.</summary>
public sealed class ArchiveOnDisk(string dataDirectory, IIndex index)
{
    /// <summary>
    /// Fails unless every file under a final name is whole and recorded, and every record has its file; gives the
    /// SOP Instance UIDs, sorted.
    /// </summary>
    public async Task<IReadOnlyList<string>> CheckAsync()
    {
        var recorded = await CheckAfterCrashAsync();
        var paths = recorded.ConvertAll(record => record.RelativePath);
        var names = FinalNames().ToList();
        Assert.Empty(paths.Except(names));
        Assert.Empty(names.Except(paths));
        Assert.Equal(paths.Count, names.Count);
        return [.. recorded.Select(record => record.SOPInstanceUID).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Fails unless every file under a final name is whole, and every record has its file; a file may be without a
    /// record, as nobody was told that it is here. Gives the records.
    /// </summary>
    public async Task<List<InstanceRecord>> CheckAfterCrashAsync()
    {
        var records = new List<InstanceRecord>();
        await foreach (var record in RecordsAsync())
        {
            records.Add(record);
            var file = new FileInfo(Path.Combine(dataDirectory, record.RelativePath));
            Assert.True(file.Exists, $"recorded without a file: {record.RelativePath}");
            Assert.Equal(record.Size, file.Length);
        }

        foreach (var name in FinalNames())
        {
            var path = Path.Combine(dataDirectory, name);
            var file = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            var uid = Part10.SOPInstanceUID(file);
            Assert.Equal(uid, DicomFile.Read(file).Dataset.GetString(DicomTag.SOPInstanceUID));
        }

        return records;
    }

    /// <summary>
    /// Fails unless exactly these instances are here: whole, as sent, under a final name, and recorded.
    /// </summary>
    public async Task AssertHoldsAsync(IReadOnlyDictionary<string, SentInstance> sent)
    {
        Assert.Equal(sent.Keys.Order(StringComparer.Ordinal), await CheckAsync());
        foreach (var (uid, instance) in sent)
        {
            var file = await ReadAsync(uid);
            Assert.Equal(instance.TransferSyntaxUID, Part10.TransferSyntaxUID(file));
            Assert.Equal(instance.DataSet, Part10.DataSet(file));
        }
    }

    /// <summary>The file of an instance.</summary>
    public async Task<byte[]> ReadAsync(string sopInstanceUid)
    {
        var record = await index.FindInstanceAsync(sopInstanceUid, TestContext.Current.CancellationToken);
        return await File.ReadAllBytesAsync(
            Path.Combine(dataDirectory, record!.RelativePath), TestContext.Current.CancellationToken);
    }

    // What is not whole yet lies in a hidden directory.
    private IEnumerable<string> FinalNames() =>
        Directory.EnumerateFiles(dataDirectory, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(dataDirectory, path))
            .Where(path => !path.StartsWith(".incoming/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private async IAsyncEnumerable<InstanceRecord> RecordsAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await foreach (var patient in index.ListPatientsAsync(cancellation))
        {
            await foreach (var study in index.ListStudiesAsync(patient.PatientID, cancellation))
            {
                await foreach (var series in index.ListSeriesAsync(study.StudyInstanceUID, cancellation))
                {
                    await foreach (var instance in index.ListInstancesAsync(series.SeriesInstanceUID, cancellation))
                    {
                        yield return instance;
                    }
                }
            }
        }
    }
}
