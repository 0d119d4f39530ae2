using System.Buffers;
using BenchmarkDotNet.Attributes;
using PxSharp.Dicom;

namespace PxSharp.Benchmarks;

/// <summary>Reading and writing whole data sets, of a CT slice in the three plain encodings.</summary>
[MemoryDiagnoser]
public class DatasetBenchmarks
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 20);
    private DicomDataset _dataset = [];
    private byte[] _encoded = [];
    private TransferSyntax _transferSyntax = TransferSyntax.ExplicitVRLittleEndian;

    /// <summary>How the data set is encoded.</summary>
    [Params("1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2")]
    public string TransferSyntaxUID { get; set; } = "";

    /// <summary>Encodes a slice.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _transferSyntax = TransferSyntax.Of(TransferSyntaxUID);
        var slice = SyntheticFiles.Slices(1).Instances.First().Encode();
        _dataset = DicomDatasetReader.Read(slice, TransferSyntax.ExplicitVRLittleEndian);
        _encoded = DicomDatasetWriter.ToArray(_dataset, _transferSyntax);
    }

    /// <summary>From memory.</summary>
    [Benchmark]
    public DicomDataset Read() => DicomDatasetReader.Read(_encoded, _transferSyntax);

    /// <summary>To memory.</summary>
    [Benchmark]
    public int Write()
    {
        _buffer.ResetWrittenCount();
        DicomDatasetWriter.Write(_buffer, _dataset, _transferSyntax);
        return _buffer.WrittenCount;
    }
}
