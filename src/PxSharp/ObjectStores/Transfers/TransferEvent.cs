namespace PxSharp.ObjectStores.Transfers;

/// <summary>Something that happened while files went into a store or objects came out of it.</summary>
public abstract record TransferEvent;
