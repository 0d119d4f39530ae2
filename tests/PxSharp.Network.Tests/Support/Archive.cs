using PxSharp.Network.Services;

namespace PxSharp.Network.Tests.Support;

/// <summary>Gives the same instances to every retrieve.</summary>
internal sealed class Archive(IReadOnlyList<StoreSource> instances) : IMoveHandler, IGetHandler
{
    internal Dictionary<string, MoveDestination> Destinations { get; } = [];

    internal Exception? FailsWith { get; init; }

    internal TaskCompletionSource<RetrieveRequest> Asked { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask<MoveDestination?> FindDestinationAsync(string aeTitle, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Destinations.GetValueOrDefault(aeTitle));

    public ValueTask<IReadOnlyList<StoreSource>> SelectAsync(
        RetrieveRequest request, CancellationToken cancellationToken)
    {
        Asked.TrySetResult(request);
        return FailsWith is null ? ValueTask.FromResult(instances) : throw FailsWith;
    }
}
