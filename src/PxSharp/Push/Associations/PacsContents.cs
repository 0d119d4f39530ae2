using PxSharp.Network.Associations;
using PxSharp.Pacs;
using PxSharp.Query;

namespace PxSharp.Push.Associations;

/// <summary>What a PACS has of the series that are pushed: each is asked for once, when it is first met.</summary>
internal sealed class PacsContents(AssociationOptions peer, ReconnectOptions reconnect) : IAsyncDisposable
{
    /// <summary>Groups of one series come one after the other, so that few series are met at a time.</summary>
    private const int MostSeries = 64;

    private readonly SemaphoreSlim _alone = new(1);
    private readonly PacsQuery _query = new(peer, reconnect);
    private readonly OrderedDictionary<(string Study, string Series), HashSet<string>> _series = [];

    /// <summary>
    /// Whether the PACS lists the instance in its series; and why that cannot be told, one plain line, else null.
    /// </summary>
    /// <remarks>A list that is cut short is good for what is on it.</remarks>
    /// <exception cref="Network.DicomNetworkException">It cannot be asked.</exception>
    public async ValueTask<(bool Has, string? Problem)> FindAsync(
        PushInstance instance, CancellationToken cancellationToken)
    {
        if (instance.StudyInstanceUID.Length == 0 || instance.SeriesInstanceUID.Length == 0)
            return (false, null);
        await _alone.WaitAsync(cancellationToken);
        try
        {
            var key = (instance.StudyInstanceUID, instance.SeriesInstanceUID);
            if (!_series.TryGetValue(key, out var there))
            {
                if (_series.Count == MostSeries)
                    _series.RemoveAt(0);
                var listed = await _query.ListInstancesAsync(
                    key.StudyInstanceUID, key.SeriesInstanceUID, cancellationToken: cancellationToken);
                if (listed is { Instances.Count: 0, Problem: { } problem })
                    return (false, problem);
                there = listed.Instances.Select(found => found.SOPInstanceUID).ToHashSet(StringComparer.Ordinal);
                _series.Add(key, there);
            }
            return (there.Contains(instance.SOPInstanceUID), null);
        }
        finally
        {
            _alone.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _query.DisposeAsync();
        _alone.Dispose();
    }
}
