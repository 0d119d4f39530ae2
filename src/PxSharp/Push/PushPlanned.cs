namespace PxSharp.Push;

/// <summary>The first event: how much there is.</summary>
/// <param name="Files">Files.</param>
/// <param name="Bytes">Their bytes.</param>
public sealed record PushPlanned(long Files, long Bytes) : PushEvent;
