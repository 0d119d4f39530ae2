using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PxSharp.Index;

/// <summary>
/// The one writer of this process. Changes queue up; whoever finds nobody writing commits all that is queued in one
/// transaction, its own change among them. A change completes when its transaction is committed.
/// </summary>
/// <remarks>
/// A lone change is thus committed on the thread that brings it, without a switch to another, and under load the
/// changes of all associations share a transaction.
/// </remarks>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int Capacity = 4096;
    private const int LargestTransaction = 512;

    private readonly Lock _lock = new();
    private readonly Queue<Change> _queue = [];
    private readonly SemaphoreSlim _room = new(Capacity);
    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;
    private readonly Action _committed;
    private bool _isWriting;
    private bool _isClosed;

    /// <summary>Takes over a connection.</summary>
    /// <param name="connection">Used by nobody else from now on.</param>
    /// <param name="committed">Called after each commit, before its changes complete.</param>
    public SqliteWriter(SqliteConnection connection, Action committed)
    {
        _connection = connection;
        _committed = committed;
        _statements = new SqliteStatements(connection);
    }

    /// <summary>
    /// How long another process may hold the database before changes fail: less than peers wait for an answer. Counts
    /// from the oldest change of a transaction, and once for all in it.
    /// </summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Transactions committed so far.</summary>
    public long Commits { get; private set; }

    /// <summary>Changes that wait for the next transaction.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _queue.Count;
        }
    }

    /// <summary>Whether a transaction is under way, with its changes taken from the queue.</summary>
    public bool IsWriting
    {
        get
        {
            lock (_lock)
                return _isWriting && _queue.Count == 0;
        }
    }

    /// <summary>Queues a change and gives its result once it is committed.</summary>
    public async ValueTask<T> RunAsync<T>(Func<SqliteStatements, T> change, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        var queued = new Change<T>(change);
        bool writes;
        lock (_lock)
        {
            if (_isClosed)
            {
                _room.Release();
                throw new ObjectDisposedException(typeof(SqliteIndex).FullName);
            }
            _queue.Enqueue(queued);
            writes = !_isWriting;
            _isWriting = true;
        }
        if (writes)
            WriteBatch();
        // Without the token: what is queued will be committed, and must not be reported as given up.
        return await queued.Result;
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isClosed)
                return;
            _isClosed = true;
        }
        // All room is there again when the last change is done.
        for (var i = 0; i < Capacity; i++)
            await _room.WaitAsync();
        _statements.Dispose();
        _connection.Dispose();
        // For those who come too late and are told so.
        _room.Release(Capacity);
    }

    /// <summary>Commits what is queued, and leaves what has come meanwhile to a thread of the pool.</summary>
    private void WriteBatch()
    {
        var batch = new List<Change>();
        lock (_lock)
        {
            while (batch.Count < LargestTransaction && _queue.TryDequeue(out var change))
                batch.Add(change);
        }
        if (!TryCommit(batch, isLast: batch.Count == 1))
        {
            // One change spoils the transaction of all: commit each alone, to fail that one only.
            foreach (var change in batch)
                TryCommit([change], isLast: true);
        }
        bool isMore;
        lock (_lock)
            isMore = _isWriting = _queue.Count > 0;
        if (isMore)
            ThreadPool.UnsafeQueueUserWorkItem(static writer => writer.WriteBatch(), this, preferLocal: false);
        _room.Release(batch.Count);
    }

    private bool TryCommit(List<Change> batch, bool isLast)
    {
        try
        {
            Begin(batch[0].QueuedAt);
        }
        catch (IndexException exception)
        {
            // None of them is to blame, and one alone would not fare better.
            foreach (var change in batch)
                change.Fail(exception);
            return true;
        }
        try
        {
            _statements.Begin();
            foreach (var change in batch)
                change.Apply(_statements);
            Check(SqliteConnections.Execute(_connection, "COMMIT"));
        }
        catch (Exception exception)
        {
            SqliteConnections.Execute(_connection, "ROLLBACK");
            _statements.Forget();
            if (!isLast)
                return false;
            if (exception is SqliteException failed)
                exception = SqliteProblem.Of("write", _connection.DataSource, failed);
            foreach (var change in batch)
                change.Fail(exception);
            return true;
        }
        Commits++;
        _committed();
        foreach (var change in batch)
            change.Complete();
        return true;
    }

    private void Begin(long queuedAt)
    {
        // Not left to the busy handler of SQLite: its naps grow to 100 ms, and a busy neighbour then starves us.
        raw.sqlite3_busy_timeout(_connection.Handle, 1);
        int result;
        while ((result = SqliteConnections.Execute(_connection, "BEGIN IMMEDIATE") & 0xFF) == raw.SQLITE_BUSY
            && Stopwatch.GetElapsedTime(queuedAt) < BusyTimeout)
        {
            Thread.Sleep(1);
        }
        Check(result);
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw SqliteProblem.Of(
                "write",
                _connection.DataSource,
                result,
                raw.sqlite3_errmsg(_connection.Handle).utf8_to_string());
        }
    }

    private abstract class Change
    {
        public long QueuedAt { get; } = Stopwatch.GetTimestamp();

        public abstract void Apply(SqliteStatements statements);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private sealed class Change<T>(Func<SqliteStatements, T> change) : Change
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _value = default!;

        public Task<T> Result => _result.Task;

        public override void Apply(SqliteStatements statements) => _value = change(statements);

        public override void Complete() => _result.TrySetResult(_value);

        public override void Fail(Exception exception) => _result.TrySetException(exception);
    }
}
