namespace PxSharp.Storage;

/// <summary>What an acknowledged instance survives.</summary>
public enum Durability
{
    /// <summary>
    /// The loss of power: file, directory and index are synced to stable storage before the instance is acknowledged.
    /// </summary>
    Disk,

    /// <summary>
    /// The death of this process, not of the machine: everything is with the operating system, unsynced.
    /// </summary>
    Process,
}
