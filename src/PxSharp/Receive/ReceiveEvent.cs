namespace PxSharp.Receive;

/// <summary>Something that happened while instances are received.</summary>
public abstract record ReceiveEvent;
