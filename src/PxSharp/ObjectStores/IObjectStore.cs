namespace PxSharp.ObjectStores;

/// <summary>Objects under names, in Swift, in S3 or in a directory: where received files go to be worked on.</summary>
/// <remarks>
/// <para>A name has parts between '/', such as <c>SERVICES/PACS/org/patient/study/series/0001.dcm</c>
/// (<see cref="ObjectName"/>). An object is under its name as a whole or not at all: while one is replaced, a reader
/// has the old one or the new one. Any number of callers may use one store at once; the store bounds what it has under
/// way.</para>
/// <para>What may pass (a broken connection, a server that is busy or restarts) is tried again, within the limits of
/// <see cref="ObjectStoreOptions"/>. All methods throw <see cref="ObjectStoreException"/> when the store fails, and
/// <see cref="OperationCanceledException"/>.</para>
/// </remarks>
public interface IObjectStore : IAsyncDisposable
{
    /// <summary>Which store this is, for people and for the tracking database; it never holds a secret.</summary>
    string Location { get; }

    /// <summary>Stores an object, in place of the one of that name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its bytes, which are read piece by piece, more than once when tried again.</param>
    /// <param name="cancellationToken">Gives up; the object is then there as a whole or not at all.</param>
    /// <returns>What is stored now, with a checksum that the store has confirmed.</returns>
    ValueTask<StoredObject> PutAsync(
        string name, ObjectContent content, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores an object unless there is one of that name, even one that somebody else has stored just now; an S3 server
    /// that does not know conditional requests replaces that.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its bytes, which are read piece by piece, more than once when tried again.</param>
    /// <param name="cancellationToken">Gives up; the object is then there as a whole or not at all.</param>
    /// <returns>What is stored now, with a checksum that the store has confirmed.</returns>
    /// <exception cref="ObjectStoreException">
    /// <see cref="ObjectStoreFailure.Exists"/>: there is one. It may be ours, from a try whose answer was lost.
    /// </exception>
    ValueTask<StoredObject> PutNewAsync(
        string name, ObjectContent content, CancellationToken cancellationToken = default);

    /// <summary>What is known of an object; null when there is none of that name.</summary>
    ValueTask<StoredObject?> FindAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>All objects whose names begin so, in the order of their names' bytes, page by page.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix = "", CancellationToken cancellationToken = default);

    /// <summary>Writes an object to a stream, and fails unless it is whole and its checksum right.</summary>
    /// <remarks>After a broken connection it goes on where it was; the stream is only ever written forward.</remarks>
    ValueTask<StoredObject> GetAsync(
        string name, Stream destination, CancellationToken cancellationToken = default);

    /// <summary>Removes an object; false when there was none of that name.</summary>
    ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);
}
