namespace PxSharp.Dicom.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pxsharp-dicom-");

    /// <summary>Writes a file into it and gives its path.</summary>
    internal string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
