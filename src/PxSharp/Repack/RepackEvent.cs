namespace PxSharp.Repack;

/// <summary>What became of one source.</summary>
/// <param name="Source">The file, or the directory that could not be read.</param>
public abstract record RepackEvent(string Source);
