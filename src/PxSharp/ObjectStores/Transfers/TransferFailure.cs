namespace PxSharp.ObjectStores.Transfers;

/// <summary>What kind of failure kept a copy from being made.</summary>
public enum TransferFailure
{
    /// <summary>The store answered with a failure of another kind than these.</summary>
    Refused,

    /// <summary>There is something in its place that has other content, and that was to be kept.</summary>
    Exists,

    /// <summary>The file of this machine cannot be read or written.</summary>
    LocalFile,

    /// <summary>The name cannot be that of an object, or of a file in the directory.</summary>
    BadName,

    /// <summary>There is no such object.</summary>
    NotFound,

    /// <summary>The store does not let us in: user, password, permission.</summary>
    Denied,

    /// <summary>There is no room in the store: a quota is used up, or its disk is full.</summary>
    Full,

    /// <summary>No connection, no answer in time, or the store failed each time it was tried.</summary>
    Unreachable,

    /// <summary>The bytes that came are not those that were sent.</summary>
    Corrupt,
}
