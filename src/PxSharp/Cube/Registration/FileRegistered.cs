namespace PxSharp.Cube.Registration;

/// <summary>CUBE has the file.</summary>
/// <param name="File">The file.</param>
/// <param name="Fields">What CUBE was told of it, or would have been.</param>
/// <param name="WasThere">Whether CUBE had it already.</param>
public sealed record FileRegistered(RegistrationFile File, RegistrationFields Fields, bool WasThere) : RegisterEvent;
