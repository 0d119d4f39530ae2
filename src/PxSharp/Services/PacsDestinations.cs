namespace PxSharp.Services;

/// <summary>Where goes what comes from a named PACS: what the wrapper of pypx sets for each institution.</summary>
/// <param name="StorageKey">The entry of <c>storage.json</c> to push to (<c>swift</c> in the file); null: none.</param>
/// <param name="CubeKey">The entry of <c>cube.json</c> to register with (<c>CUBE</c>); null: none.</param>
/// <param name="ServiceName">
/// The name of the PACS in storage and CUBE, below <c>SERVICES/PACS</c> (<c>swiftServicesPACS</c>); null: none.
/// </param>
public sealed record PacsDestinations(string? StorageKey, string? CubeKey, string? ServiceName)
{
    /// <summary>No destination at all.</summary>
    public static PacsDestinations None { get; } = new(null, null, null);
}
