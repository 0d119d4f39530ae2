namespace PxSharp.Services;

/// <summary>What kind of storage a key stands for: <c>storagetype</c> in the file.</summary>
public enum StorageType
{
    /// <summary>OpenStack Swift: <c>swift</c>, also where nothing is said.</summary>
    Swift,

    /// <summary>A directory, such as a mounted file system: <c>fs</c>.</summary>
    FileSystem,

    /// <summary>Amazon's S3, or a server that speaks it: <c>s3</c>.</summary>
    S3,
}
