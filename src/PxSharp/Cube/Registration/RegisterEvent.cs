namespace PxSharp.Cube.Registration;

/// <summary>Something that happened while files were registered.</summary>
public abstract record RegisterEvent;
