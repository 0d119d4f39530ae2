using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PxSharp.Index;
using PxSharp.ObjectStores;
using PxSharp.Sources;

namespace PxSharp.Push;

/// <summary>One run of a <see cref="Pusher"/>.</summary>
internal sealed class PushRun(
    IPushTarget target, IIndex? index, PushOptions options, TimeProvider time, ChannelWriter<PushEvent> events)
{
    /// <summary>So many files of one directory go as a group.</summary>
    private const int GroupLength = 64;

    private readonly PushHead _head = new(target);
    private readonly Deliveries _deliveries = new(target, index, options, time);
    private readonly PushTally _tally = new();
    private readonly NameClaims _claims = new();

    public async Task RunAsync(FileSource source, CancellationToken cancellationToken)
    {
        await PlanAsync(source, cancellationToken);
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Parallelism,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            GroupAsync(source, cancellationToken), parallel,
            async (group, token) => await PushAsync(group, token));
        foreach (var repeated in _claims.Repeated)
            await PushRepeatedAsync(repeated, cancellationToken);
        await events.WriteAsync(new PushFinished(_tally.Totals), cancellationToken);
    }

    private async Task PlanAsync(FileSource source, CancellationToken cancellationToken)
    {
        long files = 0, bytes = 0;
        await foreach (var file in source.ListAsync(cancellationToken))
        {
            files++;
            bytes += file.Length;
        }
        await events.WriteAsync(new PushPlanned(files, bytes), cancellationToken);
    }

    /// <summary>Files that lie in one directory one after the other: those of a series, as a rule.</summary>
    private static async IAsyncEnumerable<List<SourceFile>> GroupAsync(
        FileSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var group = new List<SourceFile>(GroupLength);
        await foreach (var file in source.ListAsync(cancellationToken))
        {
            if (group.Count == GroupLength || (group.Count > 0 && !AreTogether(group[^1], file)))
            {
                yield return group;
                group = new List<SourceFile>(GroupLength);
            }
            group.Add(file);
        }
        if (group.Count > 0)
            yield return group;
    }

    private static bool AreTogether(SourceFile one, SourceFile other) =>
        Path.GetDirectoryName(one.FilePath.AsSpan()).SequenceEqual(Path.GetDirectoryName(other.FilePath.AsSpan()));

    private async Task PushAsync(List<SourceFile> files, CancellationToken cancellationToken)
    {
        var instances = new List<PushInstance>(files.Count);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_head.Read(file, out var instance) is { } failed)
                await TellAsync(failed, cancellationToken);
            else if (!_claims.Claim(instance!))
                continue;
            else if (await _deliveries.FindAsync(file, instance!, cancellationToken) is { } recorded)
                await TellAsync(recorded, cancellationToken);
            else
                instances.Add(instance!);
        }
        if (instances.Count > 0)
            await SendAsync(instances, cancellationToken);
    }

    /// <summary>A second file with the same instance is as good as the first, if it is the same.</summary>
    private async Task PushRepeatedAsync(RepeatedInstance repeated, CancellationToken cancellationToken)
    {
        var (first, second, isOfSameUID) = repeated;
        try
        {
            var content = ObjectContent.FromFile(first);
            if (content.Length == second.Content.Length
                && await content.ChecksumAsync(cancellationToken)
                    == await second.Content.ChecksumAsync(cancellationToken))
            {
                var file = new SourceFile(second.FilePath, second.Length);
                if (await _deliveries.FindAsync(file, second, cancellationToken) is { } recorded)
                    await TellAsync(recorded, cancellationToken);
                else
                    await SendAsync([second], cancellationToken);
                return;
            }
            await TellAsync(
                new InstanceNotPushed(
                    second.FilePath, second, PushFailure.Conflict,
                    isOfSameUID
                        ? $"{first} has the same SOP Instance UID and other content, and came before it; remove one"
                        : $"{first} is another instance and came before it under the same name, "
                            + $"{second.ObjectName}; %SOPInstanceUID in the image template tells them apart"),
                cancellationToken);
        }
        catch (ObjectStoreException exception)
        {
            await TellAsync(
                new InstanceNotPushed(second.FilePath, second, PushFailure.Source, exception.Message),
                cancellationToken);
        }
    }

    private Task SendAsync(IReadOnlyList<PushInstance> instances, CancellationToken cancellationToken)
        => target.SendAsync(
            instances,
            async result =>
            {
                // Also when the run is being stopped: what the target has by now must not be sent again.
                var happened = await _deliveries.RecordAsync(result, CancellationToken.None);
                await TellAsync(happened, cancellationToken);
            },
            cancellationToken);

    private ValueTask TellAsync(PushEvent happened, CancellationToken cancellationToken)
    {
        _tally.Add(happened);
        return events.WriteAsync(happened, cancellationToken);
    }
}
