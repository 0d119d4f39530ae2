using PxSharp.Index;
using PxSharp.Interop.Tests.Samples;

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
        var recorded = new SortedDictionary<string, InstanceRecord>(StringComparer.Ordinal);
        await foreach (var record in RecordsAsync())
        {
            recorded.Add(record.RelativePath, record);
            Assert.True(File.Exists(PathOf(record)), $"recorded without a file: {record.RelativePath}");
        }

        Assert.Equal(recorded.Keys, FinalNames());
        foreach (var record in recorded.Values)
        {
            var file = await File.ReadAllBytesAsync(PathOf(record), TestContext.Current.CancellationToken);
            Assert.Equal(record.Size, file.Length);
            Assert.Equal(record.SOPInstanceUID, Part10.SOPInstanceUID(file));
            Assert.Equal(record.SOPInstanceUID, Dicom.DicomFile.Read(file).Dataset.GetString(Dicom.DicomTag.SOPInstanceUID));
        }

        return [.. recorded.Values.Select(record => record.SOPInstanceUID).Order(StringComparer.Ordinal)];
    }

    /// <summary>The file of an instance.</summary>
    public async Task<byte[]> ReadAsync(string sopInstanceUid)
    {
        var record = await index.FindInstanceAsync(sopInstanceUid, TestContext.Current.CancellationToken);
        return await File.ReadAllBytesAsync(PathOf(record!), TestContext.Current.CancellationToken);
    }

    private string PathOf(InstanceRecord record) => Path.Combine(dataDirectory, record.RelativePath);

    // What is not whole yet lies in a hidden directory.
    private IEnumerable<string> FinalNames() =>
        Directory.EnumerateFiles(dataDirectory, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(dataDirectory, path))
            .Where(path => path[0] != '.')
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
