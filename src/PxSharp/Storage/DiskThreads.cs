using System.Collections.Concurrent;

namespace PxSharp.Storage;

/// <summary>
/// A few threads that wait for the disk, so that the pool's threads, on which the associations live, do not.
/// </summary>
internal sealed class DiskThreads : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _tasks = [];
    private readonly int _most;
    private int _started;
    private int _idle;

    public DiskThreads(int most) => _most = most;

    public override int MaximumConcurrencyLevel => _most;

    /// <remarks>What the work awaits goes on in the pool: these threads may all be waiting for it.</remarks>
    public Task<T> Run<T>(Func<T> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler, this);

    public void Dispose() => _tasks.CompleteAdding();

    protected override void QueueTask(Task task)
    {
        _tasks.Add(task);
        if (Volatile.Read(ref _idle) < _tasks.Count && Volatile.Read(ref _started) < _most
            && Interlocked.Increment(ref _started) <= _most)
        {
            new Thread(Work) { IsBackground = true, Name = "PxSharp disk" }.Start();
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    private void Work()
    {
        while (!_tasks.IsCompleted)
        {
            Interlocked.Increment(ref _idle);
            var isThere = _tasks.TryTake(out var task, Timeout.Infinite);
            Interlocked.Decrement(ref _idle);
            if (isThere)
                TryExecuteTask(task!);
        }
    }
}
