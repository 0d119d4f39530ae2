using System.IO.Compression;
using PxSharp.Dicom;

namespace PxSharp.Fuzz.Targets;

/// <summary>Deflated data sets. Where the first byte is odd, what follows is deflated first.</summary>
internal sealed class InflateTarget : ITarget
{
    private static readonly TransferSyntax Deflated = TransferSyntax.DeflatedExplicitVRLittleEndian;

    private static readonly DicomReadOptions Options = new() { MaxInflatedLength = 1 << 20 };

    public string Name => "inflate";

    public long FreeAllocation => 256L << 20;

    public IEnumerable<byte[]> Words() => SampleFiles.Words();

    public bool Allows(Exception exception) => exception is DicomFormatException or DicomLimitException;

    public IEnumerable<byte[]> Seeds()
    {
        foreach (var dataset in SampleFiles.Datasets())
        {
            var deflated = DicomDatasetWriter.ToArray(dataset, Deflated);
            yield return [0, .. deflated];
            // With the header of zlib, which some writers add.
            yield return [0, 0x78, 0x9C, .. deflated];
            yield return [1, .. DicomDatasetWriter.ToArray(dataset, TransferSyntax.ExplicitVRLittleEndian)];
        }
    }

    public void Run(byte[] input)
    {
        if (input.Length == 0)
            return;
        var bytes = (input[0] & 1) == 0 ? input[1..] : Deflate(input[1..]);
        var dataset = DicomDatasetReader.Read(bytes, Deflated, Options);
        var streamed = DicomDatasetReader.Read(new TrickleStream(bytes, atATime: 5), Deflated, Options);
        Same.Check(dataset, streamed, "memory and stream");
        var back = DicomDatasetReader.Read(DicomDatasetWriter.ToArray(dataset, Deflated), Deflated);
        Same.Check(dataset, back, "written and read again");
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var deflater = new DeflateStream(output, CompressionLevel.Fastest))
            deflater.Write(bytes);
        return output.ToArray();
    }
}
