using PxSharp.Index;
using PxSharp.ObjectStores;
using PxSharp.Sources;

namespace PxSharp.Push;

/// <summary>What the tracking database knows of deliveries to a target, and gets to know.</summary>
internal sealed class Deliveries(IPushTarget target, IIndex? index, PushOptions options, TimeProvider time)
{
    /// <summary>That an instance is there by our record, with this content; null when that is not so.</summary>
    public async ValueTask<InstancePushed?> FindAsync(
        SourceFile file, PushInstance instance, CancellationToken cancellationToken)
    {
        if (index is null || options.Recheck
            || await NewestAsync(instance, cancellationToken) is not { IsDelivered: true, Checksum: { } checksum } known
            || known.ObjectName != instance.ObjectName)
        {
            return null;
        }
        try
        {
            return IsUntouchedSince(known.At, file)
                || await instance.Content.ChecksumAsync(cancellationToken) == checksum
                    ? new InstancePushed(instance, PushOutcome.Recorded, checksum, null)
                    : null;
        }
        catch (ObjectStoreException)
        {
            // Sending it says what is wrong with the file.
            return null;
        }
    }

    /// <summary>Records what the target did, then says it as an event.</summary>
    public async ValueTask<PushEvent> RecordAsync(PushResult result, CancellationToken cancellationToken)
    {
        var instance = result.Instance;
        if (result.Failure is { } failure)
        {
            var reason = result.Message ?? "the target gives no reason";
            if (result.IsTried)
                await RecordAsync(instance, null, reason, cancellationToken);
            return new InstanceNotPushed(instance.FilePath, instance, failure, reason) { IsTried = result.IsTried };
        }
        try
        {
            var checksum = await instance.Content.ChecksumAsync(cancellationToken);
            await RecordAsync(instance, checksum, null, cancellationToken);
            var outcome = result.WasThere ? PushOutcome.AlreadyThere : PushOutcome.Sent;
            return new InstancePushed(instance, outcome, checksum, result.Message);
        }
        catch (ObjectStoreException exception)
        {
            return new InstanceNotPushed(instance.FilePath, instance, PushFailure.Source, exception.Message);
        }
    }

    /// <summary>
    /// Whether a file of the data root is the one that was delivered then: nobody but us writes there, and each arrival
    /// is recorded. Any other file is read to know.
    /// </summary>
    private static bool IsUntouchedSince(DateTimeOffset delivered, SourceFile file)
        => file.Instance is { } instance
            && instance.ReceivedAt < delivered
            && File.GetLastWriteTimeUtc(file.FilePath) < delivered.UtcDateTime;

    private async ValueTask<DeliveryRecord?> NewestAsync(PushInstance instance, CancellationToken cancellationToken)
    {
        await foreach (var known in index!.ListDeliveriesAsync(instance.SOPInstanceUID, cancellationToken))
        {
            if (known.Kind == DeliveryKind.Push && known.Target == target.Location)
                return known;
        }
        return null;
    }

    private ValueTask RecordAsync(
        PushInstance instance, string? checksum, string? error, CancellationToken cancellationToken)
        => index is null
            ? ValueTask.CompletedTask
            : index.RecordDeliveryAsync(
                new DeliveryRecord
                {
                    SOPInstanceUID = instance.SOPInstanceUID,
                    Kind = DeliveryKind.Push,
                    Target = target.Location,
                    ObjectName = instance.ObjectName,
                    Checksum = checksum,
                    At = time.GetUtcNow(),
                    Error = error,
                },
                cancellationToken);
}
