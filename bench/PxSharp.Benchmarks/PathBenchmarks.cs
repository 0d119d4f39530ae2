using BenchmarkDotNet.Attributes;
using PxSharp.Dicom;
using PxSharp.Paths;

namespace PxSharp.Benchmarks;

/// <summary>The path of an instance by pypx's templates, once for each instance received.</summary>
[MemoryDiagnoser]
public class PathBenchmarks
{
    private readonly DicomDataset _head = SyntheticFiles.Slices(1).Instances.First().ReadAttributes();

    /// <summary>The default layout.</summary>
    [Benchmark]
    public string Resolve() => PathLayout.Default.Resolve(_head);

    /// <summary>A layout from its text.</summary>
    [Benchmark]
    public PathLayout Parse() => PathLayout.Parse();
}
