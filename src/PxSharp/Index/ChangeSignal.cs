using Microsoft.Data.Sqlite;

namespace PxSharp.Index;

/// <summary>Wakes those who wait for a change, made by this process or by another one.</summary>
internal sealed class ChangeSignal(SqliteConnection connection) : IDisposable
{
    /// <summary>How often the database is asked, while somebody waits, whether another process changed it.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly SqliteCommand _dataVersion = CreateCommand(connection);
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _seenDataVersion;
    private long _version = 1;
    private bool _disposed;

    public long Version => Volatile.Read(ref _version);

    public void Set()
    {
        TaskCompletionSource current;
        lock (_lock)
        {
            _version++;
            current = _next;
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        current.TrySetResult();
    }

    public async ValueTask<long> WaitAsync(long seen, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_version != seen)
                    return _version;
                ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteIndex));
                next = _next.Task;
            }
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(next, Task.Delay(PollInterval, stop.Token));
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (!next.IsCompleted)
                Poll();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            _dataVersion.Dispose();
            connection.Dispose();
        }
        Set();
    }

    private static SqliteCommand CreateCommand(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        // Changes when any other connection has committed, and costs no reading of pages.
        command.CommandText = "PRAGMA data_version";
        return command;
    }

    private void Poll()
    {
        bool changed;
        lock (_lock)
        {
            if (_disposed)
                return;
            var dataVersion = (long)_dataVersion.ExecuteScalar()!;
            changed = dataVersion != _seenDataVersion;
            _seenDataVersion = dataVersion;
        }
        if (changed)
            Set();
    }
}
