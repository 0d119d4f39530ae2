using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PxSharp.Index;
using PxSharp.Sources;

namespace PxSharp.Push;

/// <summary>Brings instances that are on disk to where the work is done: a store, a PACS, a DICOMweb server.</summary>
/// <remarks>
/// What the tracking database says is delivered with the same content is not sent again; of what it does not know, the
/// target is asked first. So run again, it sends nothing; killed in the middle, the next run sends the rest. What
/// became of each instance is recorded. A failure of one does not stop the others.
/// </remarks>
public sealed class Pusher
{
    private const int MostEvents = 1024;

    private readonly IPushTarget _target;
    private readonly IIndex? _index;
    private readonly PushOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Gets ready.</summary>
    /// <param name="target">Where to; stays the caller's.</param>
    /// <param name="index">Where it is recorded; nowhere when null. Stays the caller's.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <param name="time">Gives the times; the system's clock when null.</param>
    public Pusher(IPushTarget target, IIndex? index = null, PushOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        _target = target;
        _index = index;
        _options = options ?? new PushOptions();
        _time = time ?? TimeProvider.System;
    }

    /// <summary>
    /// Pushes files: tells how many there are, then of each what came of it, in the order in which they are done, then
    /// the totals.
    /// </summary>
    /// <param name="source">The files.</param>
    /// <param name="cancellationToken">Stops it; what is there by then stays so, and the next run finds it.</param>
    /// <exception cref="IndexException">What came of an instance cannot be recorded.</exception>
    public async IAsyncEnumerable<PushEvent> RunAsync(
        FileSource source, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var events = Channel.CreateBounded<PushEvent>(MostEvents);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = new PushRun(_target, _index, _options, _time, events.Writer);
        var work = Task.Run(
            async () =>
            {
                try
                {
                    await run.RunAsync(source, stop.Token);
                    events.Writer.Complete();
                }
                catch (Exception exception)
                {
                    events.Writer.Complete(exception);
                }
            },
            CancellationToken.None);
        try
        {
            await foreach (var happened in events.Reader.ReadAllAsync(cancellationToken))
                yield return happened;
        }
        finally
        {
            await stop.CancelAsync();
            await work;
        }
    }
}
