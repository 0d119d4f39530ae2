using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PxSharp.Storage;

namespace PxSharp.ObjectStores.Transfers;

/// <summary>Brings files into a store and objects out of it, several at once.</summary>
/// <remarks>
/// A copy is there as a whole and with its checksum verified, or not at all. What is there already is not moved again,
/// so that the same run done again does what is missing. A failure of one does not stop the others. Two that would
/// end in one place: the first one counts, and the second one fails unless it has the same content.
/// </remarks>
public sealed class ObjectTransfers
{
    /// <summary>So many events wait for who listens before the copies do.</summary>
    private const int MostUntold = 256;

    private static readonly StringComparer Files = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
        ? StringComparer.OrdinalIgnoreCase
        : StringComparer.Ordinal;

    private readonly IObjectStore _store;
    private readonly TransferOptions _options;

    /// <summary>Gets ready.</summary>
    /// <param name="store">The store; stays the caller's.</param>
    /// <param name="options">How; the defaults when null.</param>
    public ObjectTransfers(IObjectStore store, TransferOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _options = options ?? new TransferOptions();
    }

    /// <summary>Stores files as objects.</summary>
    /// <param name="transfers">Which, such as <see cref="TransferPlan.ToPutAsync"/> gives.</param>
    /// <param name="cancellationToken">Stops; what is there by then stays.</param>
    public IAsyncEnumerable<TransferEvent> PutAsync(
        IReadOnlyList<ObjectTransfer> transfers, CancellationToken cancellationToken = default)
        => RunAsync(
            transfers,
            new TransferRun(_options, transfer => transfer.Name, StringComparer.Ordinal, PutAsync),
            cancellationToken);

    /// <summary>Writes objects to files.</summary>
    /// <param name="transfers">Which, such as <see cref="TransferPlan.ToGetAsync"/> gives.</param>
    /// <param name="cancellationToken">Stops; what is there by then stays, and nothing half.</param>
    public IAsyncEnumerable<TransferEvent> GetAsync(
        IReadOnlyList<ObjectTransfer> transfers, CancellationToken cancellationToken = default)
        => RunAsync(
            transfers,
            new TransferRun(_options, transfer => PlaceOf(transfer.FilePath), Files, GetAsync),
            cancellationToken);

    private static async IAsyncEnumerable<TransferEvent> RunAsync(
        IReadOnlyList<ObjectTransfer> transfers,
        TransferRun run,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = Channel.CreateBounded<TransferEvent>(MostUntold);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = Task.Run(
            async () =>
            {
                try
                {
                    await run.RunAsync(transfers, events.Writer, stop.Token);
                    events.Writer.TryComplete();
                }
                catch (Exception exception)
                {
                    events.Writer.TryComplete(exception);
                }
            },
            CancellationToken.None);
        try
        {
            // Not cancelled itself: what was done before is told.
            await foreach (var happened in events.Reader.ReadAllAsync(CancellationToken.None))
                yield return happened;
        }
        finally
        {
            await stop.CancelAsync();
            // Who waits to tell something waits no longer when nobody listens.
            events.Writer.TryComplete();
            await work;
        }
    }

    private async ValueTask<TransferEvent> PutAsync(
        ObjectTransfer transfer, bool overwrite, Action<long> moved, CancellationToken cancellationToken)
    {
        var content = ContentOf(transfer.FilePath);
        content.Sent = moved;
        var found = await _store.FindAsync(ObjectName.Check(transfer.Name), cancellationToken);
        if (found is null)
        {
            (var isStored, found) = await _store.PutOrFindAsync(transfer.Name, content, cancellationToken);
            if (isStored)
                return new ObjectTransferred(transfer, found.Checksum, WasThere: false);
        }
        if (await _store.IsSameAsync(found, content, cancellationToken))
            return new ObjectTransferred(transfer, await content.ChecksumAsync(cancellationToken), WasThere: true);
        if (!overwrite)
            return Exists(transfer, $"there is an object '{transfer.Name}' with other content");
        var stored = await _store.PutAsync(transfer.Name, content, cancellationToken);
        return new ObjectTransferred(transfer, stored.Checksum, WasThere: false);
    }

    private async ValueTask<TransferEvent> GetAsync(
        ObjectTransfer transfer, bool overwrite, Action<long> moved, CancellationToken cancellationToken)
    {
        if (File.Exists(transfer.FilePath))
        {
            var content = ContentOf(transfer.FilePath);
            if (await _store.HasAsync(transfer.Name, content, cancellationToken))
                return new ObjectTransferred(transfer, await content.ChecksumAsync(cancellationToken), WasThere: true);
            if (!overwrite)
                return Exists(transfer, $"there is a file {transfer.FilePath} with other content");
        }
        var got = await _store.GetFileAsync(transfer.Name, transfer.FilePath, overwrite, moved, cancellationToken);
        return new ObjectTransferred(transfer, got.Checksum, WasThere: false);
    }

    /// <summary>The full path; what is no path stays as it is, and fails when it is its turn.</summary>
    private static string PlaceOf(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (ArgumentException)
        {
            return path;
        }
    }

    /// <summary>The bytes of a file, which must be one: a pipe would wait for ever.</summary>
    private static ObjectContent ContentOf(string path)
    {
        RegularFile.OpenRead(path).Dispose();
        return ObjectContent.FromFile(path);
    }

    private static ObjectNotTransferred Exists(ObjectTransfer transfer, string reason)
        => new(transfer, new TransferFault(TransferFailure.Exists, reason));
}
