using PxSharp.Dicom;
using PxSharp.ObjectStores;

namespace PxSharp.Push;

/// <summary>Tells which instance an object is, by what stands in it.</summary>
internal static class StoredInstance
{
    /// <summary>As a rule the UID is in the first kilobyte; no more than about this is fetched.</summary>
    private const int HeadLength = 64 * 1024;

    private static readonly DicomReadOptions Options = new()
    {
        StopBefore = new DicomTag(DicomTag.SOPInstanceUID.Value + 1),
        AllowTruncated = true,
    };

    /// <summary>The SOP Instance UID of an object; null when none can be read in it.</summary>
    public static async ValueTask<string?> ReadUIDAsync(
        IObjectStore store, string name, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var head = new MemoryStream();
        using var limited = new CountingStream(
            head,
            _ =>
            {
                if (head.Length >= HeadLength)
                    enough.Cancel();
            });
        try
        {
            await store.GetAsync(name, limited, enough.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The head is here.
        }
        catch (ObjectStoreException failure) when (failure.Failure == ObjectStoreFailure.Corrupt)
        {
            // What came of it may still tell.
        }
        try
        {
            var bytes = head.GetBuffer().AsMemory(0, (int)head.Length);
            return DicomFile.Read(bytes, Options).Dataset.GetString(DicomTag.SOPInstanceUID);
        }
        catch (DicomException)
        {
            return null;
        }
    }
}
