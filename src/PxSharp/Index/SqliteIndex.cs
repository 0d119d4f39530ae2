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
    private readonly SqliteWriter? _writer;
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

    private SqliteIndex(SqliteConnections readers)
    {
        _connections = readers;
        _time = TimeProvider.System;
        _changes = new ChangeSignal(readers.OpenReader());
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
            NewDirectory.Make(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IndexException($"cannot make the directory {directory}: {exception.Message}", exception);
        }
        var connections = new SqliteConnections(Path.Combine(directory, FileName), durability);
        return new SqliteIndex(connections, time ?? TimeProvider.System, dataDirectory);
    }

    /// <summary>
    /// Opens the database in a directory for questions: as <see cref="Open"/> does, but also where it may not be
    /// written, such as a medium that is read only. What would change it then throws.
    /// </summary>
    /// <param name="directory">pypx's --db, for example <c>BASEMOUNT/log</c>.</param>
    /// <exception cref="IndexException">
    /// It cannot be opened, is not ours, is newer than this program, or cannot be read without writing.
    /// </exception>
    public static SqliteIndex OpenToRead(string directory)
    {
        try
        {
            return Open(directory);
        }
        catch (IndexException exception) when (exception.IsDenied)
        {
            var connections = SqliteConnections.ReadOnly(Path.Combine(directory, FileName));
            try
            {
                return new SqliteIndex(connections);
            }
            catch
            {
                connections.Dispose();
                throw;
            }
        }
    }

    /// <summary>The database file.</summary>
    public string DatabasePath => _connections.Path;

    /// <inheritdoc/>
    public long Version => _changes.Version;

    /// <summary>Transactions that this object has committed.</summary>
    internal long Commits => Writer.Commits;

    /// <summary>
    /// How long another process may hold the database, counted from the oldest change that waits, before changes fail.
    /// </summary>
    internal TimeSpan BusyTimeout
    {
        get => Writer.BusyTimeout;
        set => Writer.BusyTimeout = value;
    }

    private SqliteWriter Writer => _writer
        ?? throw new IndexException($"cannot write the tracking database {DatabasePath}: it may only be read here");

    /// <summary>Whether a transaction is under way.</summary>
    internal bool IsWriting => Writer.IsWriting;

    /// <summary>Changes that wait for the next transaction.</summary>
    internal int Waiting => Writer.Waiting;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<UIDCollision>> AddAsync(
        ReceivedInstance instance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return Writer.RunAsync(statements => statements.AddInstance(instance), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask AddAsync(
        IReadOnlyList<ReceivedInstance> instances, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instances);
        await Writer.RunAsync(
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
        var id = await Writer.RunAsync(
            statements => statements.BeginRetrieve(request, lost, now), cancellationToken);
        return (await FindRetrieveAsync(id, cancellationToken))!;
    }

    /// <inheritdoc/>
    public async ValueTask EndRetrieveAsync(
        long retrieveId, string outcome, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var now = _time.GetUtcNow();
        await Writer.RunAsync(
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
        await Writer.RunAsync(
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
        if (_writer is not null)
            await _writer.DisposeAsync();
        _changes.Dispose();
        _connections.Dispose();
    }
}
