namespace PxSharp.Cube.Registration;

/// <summary>A file to register: here, and in CUBE's storage.</summary>
/// <param name="FilePath">The file on this machine, which its tags are read from.</param>
/// <param name="ObjectPath">
/// Where a push put it, <c>SERVICES/PACS/...</c>; when null, where one with the same templates would have put it.
/// </param>
public sealed record RegistrationFile(string FilePath, string? ObjectPath = null)
{
    /// <summary>Why the file cannot be registered, known before it is read; null when nothing is.</summary>
    public string? Fault { get; init; }
}
