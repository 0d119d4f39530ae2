namespace PxSharp.Cube.Registration;

/// <summary>CUBE does not have the file, as far as is known.</summary>
/// <param name="File">The file.</param>
/// <param name="Fields">What CUBE was to be told of it; null when the file could not be read.</param>
/// <param name="Reasons">Why: field and reason, one or several.</param>
/// <param name="Cause">The failure behind it; null when the file could not be read.</param>
public sealed record FileNotRegistered(
    RegistrationFile File, RegistrationFields? Fields, IReadOnlyList<CubeRefusal> Reasons, CubeException? Cause)
    : RegisterEvent
{
    /// <summary>The reasons as one line.</summary>
    public string Reason => string.Join("; ", Reasons);
}
