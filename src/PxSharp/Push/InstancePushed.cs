namespace PxSharp.Push;

/// <summary>The target has an instance.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Outcome">Whether it was sent now, or was there.</param>
/// <param name="Checksum">The MD5 of its file, in lower-case hexadecimal.</param>
/// <param name="Warning">What the target said besides, one plain line; null when nothing.</param>
public sealed record InstancePushed(PushInstance Instance, PushOutcome Outcome, string Checksum, string? Warning)
    : PushEvent;
