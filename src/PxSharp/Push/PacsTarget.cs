using System.Globalization;
using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;
using PxSharp.ObjectStores;
using PxSharp.Pacs;
using PxSharp.Push.Associations;

namespace PxSharp.Push;

/// <summary>A PACS, to which instances are sent by C-STORE, in the transfer syntax that they are in.</summary>
/// <remarks>
/// Each group that is sent at once has an association of its own. An association that is lost is made anew, and the
/// instance that was under way sent again; one that costs two associations is given up and the others go on.
/// </remarks>
public sealed class PacsTarget : IPushTarget
{
    private const int LossesOfOne = 2;

    private readonly PacsTargetOptions _options;
    private readonly TimeProvider _time;
    private readonly StoreAssociations _associations;
    private readonly PacsContents? _contents;
    private volatile TargetFailure? _end;

    /// <summary>Makes a target; nothing is asked of the PACS yet.</summary>
    /// <param name="peer">The PACS, and by which title it knows us.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <param name="time">Gives the waits; the system's clock when null.</param>
    public PacsTarget(AssociationOptions peer, PacsTargetOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(peer);
        _options = options ?? new PacsTargetOptions();
        _time = time ?? TimeProvider.System;
        _associations = new StoreAssociations(peer, _options.Reconnect, _time);
        _contents = _options.SkipExisting ? new PacsContents(peer, _options.Reconnect) : null;
        var title = Uri.EscapeDataString(peer.CalledAETitle);
        Location = string.Create(CultureInfo.InvariantCulture, $"dicom://{peer.Host}:{peer.Port}/{title}");
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    public IReadOnlyList<DicomTag> RequiredTags => [];

    /// <inheritdoc/>
    /// <remarks>Always null: a PACS knows instances by their UIDs.</remarks>
    public string? NameOf(DicomDataset head) => null;

    /// <inheritdoc/>
    public async Task SendAsync(
        IReadOnlyList<PushInstance> instances,
        Func<PushResult, ValueTask> done,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instances);
        ArgumentNullException.ThrowIfNull(done);
        DicomClient? association = null;
        try
        {
            foreach (var instance in instances)
            {
                (var result, association) = await SendAsync(instances, instance, association, cancellationToken);
                await done(result);
            }
        }
        catch
        {
            // What is under way is unknown; such an association is of no more use.
            if (association is not null)
                await _associations.DropAsync(association);
            association = null;
            throw;
        }
        finally
        {
            if (association is not null)
                await _associations.ReturnAsync(association);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _associations.DisposeAsync();
        if (_contents is not null)
            await _contents.DisposeAsync();
    }

    private async Task<(PushResult Result, DicomClient? Association)> SendAsync(
        IReadOnlyList<PushInstance> group,
        PushInstance instance,
        DicomClient? association,
        CancellationToken cancellationToken)
    {
        if (_end is { } end)
            return (end.ResultOf(instance), association);
        try
        {
            if (_contents is not null)
            {
                var (isThere, problem) = await _contents.FindAsync(instance, cancellationToken);
                if (isThere)
                    return (new PushResult(instance, WasThere: true), association);
                if (problem is not null)
                    return (new PushResult(instance, PushFailure.Refused, problem), association);
            }
        }
        catch (ContextNotAcceptedException exception)
        {
            _end = new TargetFailure(
                PushFailure.Refused, $"what the PACS has cannot be asked for: {exception.Message}");
            return (new PushResult(instance, _end.Failure, _end.Message), association);
        }
        catch (DicomNetworkException exception)
        {
            return (End(instance, exception), association);
        }
        for (var losses = 0; ;)
        {
            try
            {
                association ??= await _associations.TakeAsync(group, cancellationToken);
            }
            catch (DicomNetworkException exception)
            {
                return (End(instance, exception), null);
            }
            try
            {
                return (await StoreAsync(association, instance, cancellationToken), association);
            }
            catch (ContextNotAcceptedException exception)
            {
                return (new PushResult(instance, PushFailure.Refused, exception.Message), association);
            }
            catch (Exception exception) when (exception is DicomNetworkException or ObjectStoreException)
            {
                if (!association.IsOpen)
                {
                    await _associations.DropAsync(association);
                    association = null;
                }
                if (exception is ObjectStoreException)
                    return (new PushResult(instance, PushFailure.Source, exception.Message), association);
                if (++losses == LossesOfOne)
                    return (new PushResult(instance, PushFailure.Unreachable, exception.Message), association);
            }
        }
    }

    private async Task<PushResult> StoreAsync(
        DicomClient association, PushInstance instance, CancellationToken cancellationToken)
    {
        var source = new StoreSource
        {
            SOPClassUID = instance.SOPClassUID,
            SOPInstanceUID = instance.SOPInstanceUID,
            TransferSyntaxUID = instance.TransferSyntaxUID,
            OpenAsync = _ => ValueTask.FromResult(instance.Content.OpenRead(instance.DatasetOffset)),
        };
        for (var tries = 0; ; tries++)
        {
            var response = await association.StoreAsync(source, cancellationToken);
            if (!response.Status.IsTransient || tries == _options.Retries)
                return ResultOf(instance, response);
            await Task.Delay(_options.Reconnect.DelayBefore(tries + 1), _time, cancellationToken);
        }
    }

    private PushResult ResultOf(PushInstance instance, StoreResponse response)
    {
        var said = $"the PACS answered {StatusSentence.Of(response.Status, response.ErrorComment)}";
        if (response.IsStored)
            return new PushResult(instance, Message: response.Status.IsSuccess ? null : said);
        if (response.Status == DimseStatus.DuplicateSOPInstance)
            return new PushResult(instance, Message: said, WasThere: true);
        var failure = response.Status.IsTransient ? PushFailure.Full
            : response.Status == DimseStatus.NotAuthorized ? PushFailure.Denied
            : PushFailure.Refused;
        if (failure != PushFailure.Refused)
            _end = new TargetFailure(failure, said);
        return new PushResult(instance, failure, said);
    }

    private PushResult End(PushInstance instance, DicomNetworkException exception)
    {
        var failure = exception is AssociationRejectedException ? PushFailure.Denied : PushFailure.Unreachable;
        _end = new TargetFailure(failure, exception.Message);
        return new PushResult(instance, failure, exception.Message);
    }
}
