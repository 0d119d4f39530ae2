using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PxSharp.Index;

/// <summary>
/// The one writer of this process: takes changes from a bounded channel and commits as many as have come by then in
/// one transaction. A change completes when its transaction is committed.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int Capacity = 4096;
    private const int LargestTransaction = 512;

    /// <summary>How long another process may hold the database before a change fails.</summary>
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(60);

    private readonly Channel<Change> _changes = Channel.CreateBounded<Change>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;
    private readonly Action _committed;
    private readonly Task _loop;

    /// <summary>Takes over a connection and starts.</summary>
    /// <param name="connection">Used by nobody else from now on.</param>
    /// <param name="committed">Called after each commit, before its changes complete.</param>
    public SqliteWriter(SqliteConnection connection, Action committed)
    {
        _connection = connection;
        _committed = committed;
        _statements = new SqliteStatements(connection);
        // Waiting for a sync inside COMMIT must not take a thread of the pool from the associations.
        _loop = Task.Factory.StartNew(
            Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Transactions committed so far.</summary>
    public long Commits { get; private set; }

    /// <summary>Queues a change and gives its result once it is committed.</summary>
    public async ValueTask<T> RunAsync<T>(Func<SqliteStatements, T> change, CancellationToken cancellationToken)
    {
        var queued = new Change<T>(change);
        try
        {
            await _changes.Writer.WriteAsync(queued, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(typeof(SqliteIndex).FullName);
        }
        return await queued.Result.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        await _loop;
        _statements.Dispose();
        _connection.Dispose();
    }

    private void Run()
    {
        var batch = new List<Change>(LargestTransaction);
        while (_changes.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < LargestTransaction && _changes.Reader.TryRead(out var change))
                batch.Add(change);
            if (!TryCommit(batch, batch.Count == 1))
            {
                // One change spoils the transaction of all: commit each alone, to fail that one only.
                foreach (var change in batch)
                    TryCommit([change], isLast: true);
            }
            batch.Clear();
        }
    }

    private bool TryCommit(IReadOnlyList<Change> batch, bool isLast)
    {
        try
        {
            Begin();
            foreach (var change in batch)
                change.Apply(_statements);
            Check(SqliteConnections.Execute(_connection, "COMMIT"));
        }
        catch (Exception exception)
        {
            SqliteConnections.Execute(_connection, "ROLLBACK");
            _statements.Forget();
            if (!isLast && exception is SqliteException or IndexException)
                return false;
            foreach (var change in batch)
                change.Fail(exception is SqliteException ? new IndexException(exception.Message, exception) : exception);
            return true;
        }
        Commits++;
        _committed();
        foreach (var change in batch)
            change.Complete();
        return true;
    }

    private void Begin()
    {
        // Not left to the busy handler of SQLite: its naps grow to 100 ms, and a busy neighbour then starves us.
        raw.sqlite3_busy_timeout(_connection.Handle, 1);
        var start = Stopwatch.GetTimestamp();
        int result;
        while ((result = SqliteConnections.Execute(_connection, "BEGIN IMMEDIATE") & 0xFF) == raw.SQLITE_BUSY
            && Stopwatch.GetElapsedTime(start) < BusyTimeout)
        {
            Thread.Sleep(1);
        }
        Check(result);
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new IndexException(
                $"cannot write the tracking database {_connection.DataSource}: "
                + raw.sqlite3_errmsg(_connection.Handle).utf8_to_string());
        }
    }

    private abstract class Change
    {
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
