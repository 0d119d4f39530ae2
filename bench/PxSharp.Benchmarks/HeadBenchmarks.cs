using BenchmarkDotNet.Attributes;
using PxSharp.Dicom;

namespace PxSharp.Benchmarks;

/// <summary>
/// Reading what lies before the pixels of a CT slice: what a receiver and a repack do with every instance.
/// </summary>
[MemoryDiagnoser]
public class HeadBenchmarks
{
    private string _path = "";
    private byte[] _beginning = [];

    /// <summary>Writes the file that is read.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var instance = SyntheticFiles.Slices(1).Instances.First();
        _beginning = instance.Encode()[..8192];
        _path = Path.GetTempFileName();
        using var file = File.Create(_path);
        instance.WriteFile(file);
    }

    /// <summary>Takes it away again.</summary>
    [GlobalCleanup]
    public void CleanUp() => File.Delete(_path);

    /// <summary>From a file in the page cache.</summary>
    [Benchmark]
    public DicomFile File_on_disk() => DicomFile.ReadHead(_path);

    /// <summary>From the first 8 KiB that a peer sent.</summary>
    [Benchmark]
    public DicomDataset First_bytes_of_a_store()
    {
        DicomDatasetReader.TryReadHead(_beginning, TransferSyntax.ExplicitVRLittleEndian, out var head);
        return head;
    }
}
