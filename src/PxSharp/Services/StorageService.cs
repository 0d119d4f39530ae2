using PxSharp.ObjectStores;
using PxSharp.ObjectStores.S3;
using PxSharp.ObjectStores.Swift;

namespace PxSharp.Services;

/// <summary>A named storage: what kind it is, and how to get there. Just one of the three is not null.</summary>
public sealed record StorageService
{
    private StorageService()
    {
    }

    /// <summary>What kind it is.</summary>
    public StorageType Type => Swift is not null ? StorageType.Swift
        : S3 is not null ? StorageType.S3 : StorageType.FileSystem;

    /// <summary>For Swift: where it is and as whom to go there.</summary>
    public SwiftAccount? Swift { get; private init; }

    /// <summary>For S3: where it is and as whom to go there.</summary>
    public S3Account? S3 { get; private init; }

    /// <summary>For a file system: the directory that everything is under (<c>storepath</c>).</summary>
    public string? StorePath { get; private init; }

    /// <summary>A storage in Swift.</summary>
    public static StorageService Of(SwiftAccount account) => new() { Swift = account };

    /// <summary>A storage in S3.</summary>
    public static StorageService Of(S3Account account) => new() { S3 = account };

    /// <summary>A storage in a directory.</summary>
    public static StorageService InDirectory(string path) => new() { StorePath = path };

    /// <summary>Opens the store; only that of a directory is touched before it is used.</summary>
    /// <param name="options">How it is used; the defaults when null.</param>
    /// <param name="time">Waits between tries; the system's clock when null.</param>
    /// <param name="mustExist">
    /// Whether a directory must be there already, and is only written when it has to be.
    /// </param>
    /// <exception cref="ObjectStoreException">The directory cannot be used.</exception>
    public IObjectStore Open(
        ObjectStoreOptions? options = null, TimeProvider? time = null, bool mustExist = false)
    {
        if (Swift is not null)
            return new SwiftObjectStore(Swift, options, time);
        return S3 is not null
            ? new S3ObjectStore(S3, options, time)
            : new FileObjectStore(StorePath!, options, mustExist: mustExist);
    }
}
