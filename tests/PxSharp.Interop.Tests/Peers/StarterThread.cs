using System.Collections.Concurrent;

namespace PxSharp.Interop.Tests.Peers;

/// <summary>The one thread that starts child processes, which lives as long as the test process.</summary>
internal static class StarterThread
{
    private static readonly BlockingCollection<Action> Work = Begin();

    public static void Run(Func<bool> start)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                start();
                done.SetResult();
            }
            catch (Exception reason)
            {
                done.SetException(reason);
            }
        });
        done.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> Begin()
    {
        var work = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var action in work.GetConsumingEnumerable())
            {
                action();
            }
        })
        {
            IsBackground = true,
            Name = "process starter",
        };
        thread.Start();
        return work;
    }
}
