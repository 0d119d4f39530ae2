namespace PxSharp.Cube;

/// <summary>A file that CUBE has in its register.</summary>
/// <param name="Path">Where it lies in CUBE's storage: <c>SERVICES/PACS/...</c> (<c>fname</c>).</param>
public sealed record CubeFile(string Path);
