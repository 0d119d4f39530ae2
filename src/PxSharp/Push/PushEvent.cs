namespace PxSharp.Push;

/// <summary>Something that happened while files were pushed.</summary>
public abstract record PushEvent;
