using PxSharp.ObjectStores;

namespace PxSharp.Push;

/// <summary>Why a target fails whatever it is given, so that no more is tried.</summary>
internal sealed record TargetFailure(PushFailure Failure, string Message)
{
    /// <summary>What kind of failure it is that a store or a web server tells of.</summary>
    public static PushFailure KindOf(ObjectStoreException failure) => failure.Failure switch
    {
        ObjectStoreFailure.Source => PushFailure.Source,
        ObjectStoreFailure.Unreachable => PushFailure.Unreachable,
        ObjectStoreFailure.Denied => PushFailure.Denied,
        ObjectStoreFailure.Full => PushFailure.Full,
        _ => PushFailure.Refused,
    };

    /// <summary>What is said of each instance from now on.</summary>
    public PushResult ResultOf(PushInstance instance)
        => new(instance, Failure, $"not tried, as before it: {Message}") { IsTried = false };
}
