namespace PxSharp.Push;

/// <summary>Why a target fails whatever it is given, so that no more is tried.</summary>
internal sealed record TargetFailure(PushFailure Failure, string Message)
{
    /// <summary>What is said of each instance from now on.</summary>
    public PushResult ResultOf(PushInstance instance)
        => new(instance, Failure, $"not tried, as before it: {Message}") { IsTried = false };
}
