namespace PxSharp.ObjectStores;

/// <summary>What <see cref="StoreTree"/> lists: an object, or a directory with all that is below it.</summary>
/// <param name="Name">Its name; that of a directory ends in '/'.</param>
/// <param name="Objects">How many objects it is: 1, or those below the directory.</param>
/// <param name="Length">The bytes of these.</param>
public sealed record StoreEntry(string Name, long Objects, long Length)
{
    /// <summary>The object; null when this is a directory.</summary>
    public StoredObject? Object { get; init; }
}
