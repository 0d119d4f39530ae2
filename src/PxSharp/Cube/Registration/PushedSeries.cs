using PxSharp.Index;

namespace PxSharp.Cube.Registration;

/// <summary>What is recorded of the push of a series to the storage of a CUBE.</summary>
internal sealed class PushedSeries
{
    private readonly Dictionary<string, DeliveryRecord> _newest = new(StringComparer.Ordinal);
    private string? _fault;

    private PushedSeries(string seriesInstanceUID) => SeriesInstanceUID = seriesInstanceUID;

    public string SeriesInstanceUID { get; }

    public static async ValueTask<PushedSeries> OfAsync(
        IIndex index,
        string seriesInstanceUID,
        string pacsName,
        bool needsWholeSeries,
        CancellationToken cancellationToken)
    {
        var pushed = new PushedSeries(seriesInstanceUID);
        var folder = $"{ServicesPath.Root}{pacsName}/";
        await foreach (var delivery in index.ListDeliveriesOfSeriesAsync(seriesInstanceUID, cancellationToken))
        {
            if (delivery is { Kind: DeliveryKind.Push, ObjectName: { } name }
                && ServicesPath.Within(name)?.StartsWith(folder, StringComparison.Ordinal) == true)
            {
                pushed.Add(delivery);
            }
        }
        if (needsWholeSeries
            && await index.FindSeriesAsync(seriesInstanceUID, cancellationToken) is { Missing: > 0 } series)
        {
            pushed._fault = $"{series.Missing} of the {series.Requested} instances of the series are missing, and CUBE "
                + "takes no more for a series that is registered: retrieve them first, or name the directory of the "
                + "files to register it without them";
        }
        return pushed;
    }

    /// <summary>Where the instance was put, or why it cannot be registered; neither when nothing is known.</summary>
    public (string? Path, string? Fault) Find(string sopInstanceUID)
        => _fault is not null ? (null, _fault)
            : _newest.Count == 0 ? (null, null)
            : !_newest.TryGetValue(sopInstanceUID, out var delivery) ? (null, "it has not been pushed; push it first")
            : delivery.Error is { } error ? (null, $"it has not been pushed: {error}")
            : (ServicesPath.Within(delivery.ObjectName!), null);

    /// <summary>Of several places the newest counts that has it.</summary>
    private void Add(DeliveryRecord delivery)
    {
        if (!_newest.TryGetValue(delivery.SOPInstanceUID, out var known)
            || (delivery.IsDelivered, delivery.At).CompareTo((known.IsDelivered, known.At)) > 0)
        {
            _newest[delivery.SOPInstanceUID] = delivery;
        }
    }
}
