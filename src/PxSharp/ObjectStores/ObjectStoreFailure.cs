namespace PxSharp.ObjectStores;

/// <summary>What kind of failure a store had.</summary>
public enum ObjectStoreFailure
{
    /// <summary>The store answered with a failure of another kind than these.</summary>
    Other,

    /// <summary>There is no such object or container.</summary>
    NotFound,

    /// <summary>The name cannot be that of an object in this store.</summary>
    BadName,

    /// <summary>It does not let us in, or not to this container: user, password, permission.</summary>
    Denied,

    /// <summary>There is no room: a quota is used up, or the disk is full.</summary>
    Full,

    /// <summary>No connection, no answer in time, or the server failed each time it was tried.</summary>
    Unreachable,

    /// <summary>The bytes that came are not those that were sent.</summary>
    Corrupt,

    /// <summary>The file to be stored cannot be read, or changed while it was.</summary>
    Source,

    /// <summary>There is an object of that name, and it was not to be replaced.</summary>
    Exists,
}
