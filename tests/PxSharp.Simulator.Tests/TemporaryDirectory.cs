namespace PxSharp.Simulator.Tests;

/// <summary>A directory of one test, gone with all in it when the test ends.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pxsim-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
