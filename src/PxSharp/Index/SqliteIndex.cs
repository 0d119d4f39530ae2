using PxSharp.Storage;

namespace PxSharp.Index;

/// <summary>The tracking database in one SQLite file in write-ahead-log mode, on a disk of this machine.</summary>
/// <remarks>
/// Changes that come while one is committed share the next transaction; questions are answered beside it.
/// Other processes may have the same file open.
/// </remarks>
public sealed partial class SqliteIndex : IIndex
{
    /// <summary>The name of the database in its directory.</summary>
    public const string FileName = "smdb.sqlite";

    private readonly SqliteConnections _connections;
    private readonly SqliteWriter _writer;
    private readonly ChangeSignal _changes;
    private readonly TimeProvider _time;
    private readonly string? _dataDirectory;

    private SqliteIndex(SqliteConnections connections, TimeProvider time, string? dataDirectory)
    {
        _connections = connections;
        _time = time;
        _dataDirectory = dataDirectory;
        // The writer comes first: it makes the tables.
        var writer = connections.OpenWriter();
        try
        {
            _changes = new ChangeSignal(connections.OpenReader());
        }
        catch
        {
            writer.Dispose();
            throw;
        }
        _writer = new SqliteWriter(writer, _changes.Set);
    }

    /// <summary>Opens the database in a directory; makes both when they are not there.</summary>
    /// <param name="directory">pypx's --db, for example <c>BASEMOUNT/log</c>.</param>
    /// <param name="durability">What a completed change survives.</param>
    /// <param name="time">Gives the times of retrieves; the system's clock when null.</param>
    /// <param name="dataDirectory">
    /// The data root, to look whether files are whole of which a retrieve is begun; null to take the records' word.
    /// </param>
    /// <exception cref="IndexException">It cannot be opened, is not ours, or is newer than this program.</exception>
    public static SqliteIndex Open(
        string directory, Durability durability = Durability.Disk, TimeProvider? time = null,
        string? dataDirectory = null)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IndexException($"cannot make the directory {directory}: {exception.Message}", exception);
        }
        var connections = new SqliteConnections(Path.Combine(directory, FileName), durability);
        return new SqliteIndex(connections, time ?? TimeProvider.System, dataDirectory);
    }

    /// <summary>The database file.</summary>
    public string DatabasePath => _connections.Path;

    /// <inheritdoc/>
    public long Version => _changes.Version;

    /// <summary>Transactions that this object has committed.</summary>
    internal long Commits => _writer.Commits;

    /// <summary>
    /// How long another process may hold the database, counted from the oldest change that waits, before changes fail.
    /// </summary>
    internal TimeSpan BusyTimeout
    {
        get => _writer.BusyTimeout;
        set => _writer.BusyTimeout = value;
    }

    /// <summary>Whether a transaction is under way.</summary>
    internal bool IsWriting => _writer.IsWriting;

    /// <summary>Changes that wait for the next transaction.</summary>
    internal int Waiting => _writer.Waiting;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<UIDCollision>> AddAsync(
        ReceivedInstance instance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return _writer.RunAsync(statements => statements.AddInstance(instance), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask AddAsync(
        IReadOnlyList<ReceivedInstance> instances, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instances);
        await _writer.RunAsync(
            statements =>
            {
                foreach (var instance in instances)
                    statements.AddInstance(instance);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<RetrieveRecord> BeginRetrieveAsync(
        RetrieveRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = _time.GetUtcNow();
        var lost = await ListLostAsync(request.Series.SeriesInstanceUID, cancellationToken);
        var id = await _writer.RunAsync(
            statements => statements.BeginRetrieve(request, lost, now), cancellationToken);
        return (await FindRetrieveAsync(id, cancellationToken))!;
    }

    /// <inheritdoc/>
    public async ValueTask EndRetrieveAsync(
        long retrieveId, string outcome, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var now = _time.GetUtcNow();
        await _writer.RunAsync(
            statements =>
            {
                statements.EndRetrieve(retrieveId, outcome, now);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask RecordDeliveryAsync(
        DeliveryRecord delivery, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        await _writer.RunAsync(
            statements =>
            {
                statements.RecordDelivery(delivery);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> WaitForChangeAsync(long seen, CancellationToken cancellationToken = default)
        => _changes.WaitAsync(seen, cancellationToken);

    /// <summary>The instances of a series whose files are not what they were.</summary>
    private async Task<HashSet<string>> ListLostAsync(
        string seriesInstanceUID, CancellationToken cancellationToken)
    {
        var lost = new HashSet<string>();
        if (_dataDirectory is not { } directory)
            return lost;
        await foreach (var instance in ListInstancesAsync(seriesInstanceUID, cancellationToken))
        {
            if (instance.FindFault(directory) is not null)
                lost.Add(instance.SOPInstanceUID);
        }
        return lost;
    }

    /// <summary>Completes the changes under way and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _changes.Dispose();
        _connections.Dispose();
    }
}
