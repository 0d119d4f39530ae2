namespace PxSharp.Push;

/// <summary>A file whose SOP Instance UID or name at the target another one has, which came before it.</summary>
/// <param name="First">The path of the other one.</param>
/// <param name="Second">The file.</param>
/// <param name="IsOfSameUID">Whether it is the UID; else it is only the name.</param>
internal sealed record RepeatedInstance(string First, PushInstance Second, bool IsOfSameUID);
