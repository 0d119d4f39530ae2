using PxSharp.Index;

namespace PxSharp.Status;

/// <summary>An instance that was received, and whose file is not what it was.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Fault">What is wrong, in a few words.</param>
public sealed record LostFile(InstanceRecord Instance, string Fault);
