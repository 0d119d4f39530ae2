namespace PxSharp.Cube.Registration;

/// <summary>A file that has been read, with what stands against its registration.</summary>
internal sealed record Candidate(
    RegistrationFile File, RegistrationFields Fields, IReadOnlyList<CubeRefusal> Faults)
{
    /// <summary>The file, and others with the same instance, whose fate is the same.</summary>
    public List<RegistrationFile> Files { get; } = [File];
}
