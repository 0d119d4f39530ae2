using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Paths;
using PxSharp.Storage;

namespace PxSharp.Receive;

/// <summary>The files that processes which were killed had named, but not recorded yet.</summary>
internal static class UnrecordedFiles
{
    /// <summary>Records them. Several processes may be at it at once.</summary>
    /// <param name="dataRoot">Where they lie.</param>
    /// <param name="index">Where they are recorded.</param>
    /// <param name="layout">What the head of each is read for.</param>
    /// <param name="time">Gives the time of their arrival.</param>
    /// <param name="cancellationToken">Gives up; the next start does the rest.</param>
    /// <returns>How many.</returns>
    internal static async Task<int> RecordAsync(
        DataRoot dataRoot, IIndex index, PathLayout layout, TimeProvider time, CancellationToken cancellationToken)
    {
        var recorded = 0;
        foreach (var journal in dataRoot.LeftJournals())
        {
            try
            {
                foreach (var (uid, relativePath) in PlacingJournal.Read(journal))
                {
                    if (dataRoot.FindPlaced(relativePath, uid) is { } path
                        && await TryRecordAsync(uid, path, dataRoot, index, layout, time, cancellationToken))
                    {
                        recorded++;
                    }
                }
                File.Delete(journal);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or IndexException)
            {
                // Another process is at it, or it stays for the next start.
            }
        }
        return recorded;
    }

    private static async Task<bool> TryRecordAsync(
        string uid,
        string path,
        DataRoot dataRoot,
        IIndex index,
        PathLayout layout,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var fullPath = dataRoot.FullPath(path);
        var size = new FileInfo(fullPath).Length;
        if (await index.FindInstanceAsync(uid, cancellationToken) is { } known
            && known.RelativePath == path && known.Size == size)
        {
            return false;
        }
        DicomFile file;
        InstanceHead head;
        try
        {
            file = DicomFile.Read(fullPath, InstanceHead.ReadOptions(layout));
            head = InstanceHead.Of(file.Dataset, layout, dataRoot.MaxPathLength);
        }
        catch (DicomException)
        {
            // It was none that we named.
            return false;
        }
        var sender = file.MetaInformation.GetString(DicomTag.SourceApplicationEntityTitle);
        var placed = new PlacedFile(path, size, PlacedOutcome.AlreadyThere);
        var record = head.ToRecord(placed, file.TransferSyntax.UID, sender, time.GetUtcNow());
        // Where it lies, not where our layout would have it: another process placed it, by its own.
        var directory = path[..Math.Max(0, path.LastIndexOf('/'))];
        await index.AddAsync(
            record with { Series = record.Series with { Directory = directory } }, cancellationToken);
        return true;
    }
}
