namespace PxSharp.Interop.Tests.Peers;

/// <summary>A directory of a test's own that goes when the test ends.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("pxsharp-interop-").FullName;

    public string this[params ReadOnlySpan<string> parts] => Path.Combine([Root, .. parts]);

    public string Make(string name) => Directory.CreateDirectory(this[name]).FullName;

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
