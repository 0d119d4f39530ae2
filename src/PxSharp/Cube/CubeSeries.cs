namespace PxSharp.Cube;

/// <summary>A series that CUBE has in its register as one thing (from CUBE 6 on).</summary>
/// <param name="SeriesInstanceUID">Its UID.</param>
/// <param name="PacsName">The PACS that it is registered for (<c>pacs_identifier</c>).</param>
/// <param name="FolderPath">Where its files lie in CUBE's storage.</param>
public sealed record CubeSeries(string SeriesInstanceUID, string PacsName, string FolderPath)
{
    /// <summary>Whether it was deleted and will go: newer CUBEs take their time.</summary>
    public bool IsBeingDeleted { get; init; }
}
