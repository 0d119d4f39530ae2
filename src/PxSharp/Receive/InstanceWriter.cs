using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Network.Services;
using PxSharp.Paths;
using PxSharp.Storage;

namespace PxSharp.Receive;

/// <summary>
/// Writes the instances that peers send straight to their final place: the data set's bytes as they come, after a
/// header of our own. Success means: the file lies under its final name and the index has it, both durably.
/// </summary>
/// <remarks>
/// Each element's header is looked at as it passes, so that a data set that is not whole is told from one that is.
/// Answers A900 when the data set is not the instance that was announced, C000 when it cannot be read or ends too
/// early, A700 when there is no room or the index cannot be written, 0110 for other trouble. Nothing is left of what is
/// not stored, but for one case: when the directory cannot be synced or the index not be written after the file has its
/// final name, the whole file stays. The sender, which was told of the failure, may send again; a repack of the data
/// root records it too.
/// </remarks>
public sealed class InstanceWriter : IStoreHandler, IDisposable
{
    /// <summary>
    /// Syncs under way at once; a disk's queue profits from some, the memory of threads does not from many.
    /// </summary>
    private const int MostSyncs = 8;

    private readonly IIndex _index;
    private readonly DiskThreads? _diskThreads;
    private readonly Action<ReceiveEvent>? _onEvent;
    private readonly TimeProvider _time;

    /// <summary>Makes a writer; the data root and the index stay the caller's.</summary>
    /// <param name="dataRoot">Where instances go, and how durably.</param>
    /// <param name="index">Where they are recorded.</param>
    /// <param name="layout">Their paths; pypx's when null.</param>
    /// <param name="onEvent">Told of each instance, on the thread that stored it: must be quick and not throw.</param>
    /// <param name="time">Gives the times of arrival; the system's clock when null.</param>
    public InstanceWriter(
        DataRoot dataRoot, IIndex index, PathLayout? layout = null, Action<ReceiveEvent>? onEvent = null,
        TimeProvider? time = null)
    {
        DataRoot = dataRoot;
        _index = index;
        Layout = layout ?? PathLayout.Default;
        HeadOptions = InstanceHead.ReadOptions(Layout);
        _onEvent = onEvent;
        _time = time ?? TimeProvider.System;
        if (dataRoot.Durability == Durability.Disk)
            _diskThreads = new DiskThreads(MostSyncs);
    }

    /// <summary>Where instances go.</summary>
    public DataRoot DataRoot { get; }

    /// <summary>The paths under it.</summary>
    public PathLayout Layout { get; }

    internal DicomReadOptions HeadOptions { get; }

    /// <inheritdoc/>
    public ValueTask<IStoreReceiver> BeginAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ValueTask.FromResult<IStoreReceiver>(new InstanceReceiver(this, request));
    }

    /// <summary>
    /// Records the files that a process which was killed had named, but not recorded yet: for the start, before any
    /// question of what is here.
    /// </summary>
    /// <returns>How many.</returns>
    public Task<int> RecoverAsync(CancellationToken cancellationToken = default) =>
        UnrecordedFiles.RecordAsync(DataRoot, _index, Layout, _time, cancellationToken);

    /// <summary>Ends the threads that wait for the disk, once they are done.</summary>
    public void Dispose() => _diskThreads?.Dispose();

    /// <summary>Does the last steps of an instance, where waiting for the disk holds up nobody else.</summary>
    internal ValueTask FinishAsync(Func<PlacedFile> place, InstanceHead head, StoreRequest request)
    {
        if (_diskThreads is null)
            return PlaceAndRecordAsync(place, head, request);
        return new ValueTask(_diskThreads.Run(() =>
        {
            PlaceAndRecordAsync(place, head, request).AsTask().GetAwaiter().GetResult();
            return true;
        }));
    }

    private async ValueTask PlaceAndRecordAsync(Func<PlacedFile> place, InstanceHead head, StoreRequest request)
    {
        var slot = DataRoot.BeginPlacing(head.SOPInstanceUID, head.RelativePath);
        try
        {
            await RecordAsync(place(), head, request);
        }
        finally
        {
            DataRoot.EndPlacing(slot);
        }
    }

    internal InstanceHead Describe(DicomDataset head) => InstanceHead.Of(head, Layout, DataRoot.MaxPathLength);

    internal void Report(InstanceRefused refused) => _onEvent?.Invoke(refused);

    private async ValueTask RecordAsync(PlacedFile placed, InstanceHead head, StoreRequest request)
    {
        var record = head.ToRecord(placed, request.TransferSyntaxUID, request.CallingAETitle, _time.GetUtcNow());
        // Not given up with the association: the file is there.
        var collisions = await _index.AddAsync(record, CancellationToken.None);
        _onEvent?.Invoke(new InstanceStored(
            record.Instance, placed.Outcome, request.RemoteAddress, request.MoveOriginator?.AETitle)
        {
            OlderPath = placed.OlderPath,
            Collisions = collisions,
        });
    }
}
