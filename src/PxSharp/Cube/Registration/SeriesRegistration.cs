namespace PxSharp.Cube.Registration;

/// <summary>The files of one series have been gone through.</summary>
/// <param name="SeriesInstanceUID">The series.</param>
/// <param name="Description">Its Series Description; empty when it has none.</param>
/// <param name="Added">Files that CUBE did not have before.</param>
/// <param name="AlreadyThere">Files that it had.</param>
/// <param name="Failed">Files that it does not have, as far as is known.</param>
public sealed record SeriesRegistration(
    string SeriesInstanceUID, string Description, int Added, int AlreadyThere, int Failed) : RegisterEvent
{
    /// <summary>The files of the series that were to be registered.</summary>
    public int Total => Added + AlreadyThere + Failed;
}
