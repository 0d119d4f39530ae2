using PxSharp.Dicom;
using PxSharp.Paths;
using PxSharp.Receive;
using PxSharp.Smdb.Pydicom;

namespace PxSharp.Fuzz.Targets;

/// <summary>
/// The head of a data set as a receiver reads it: whole, and of the bytes that have come so far. The first byte says
/// which transfer syntax it is, the next two how many bytes those are.
/// </summary>
internal sealed class HeadTarget : ITarget
{
    private const int Setup = 3;

    private static readonly DicomReadOptions Options =
        InstanceHead.ReadOptions(PathLayout.Default) with { MaxInflatedLength = 1 << 20 };

    public string Name => "head";

    public long FreeAllocation => 256L << 20;

    public IEnumerable<byte[]> Words() => SampleFiles.Words();

    public bool Allows(Exception exception) => exception is DicomFormatException or DicomLimitException;

    public IEnumerable<byte[]> Seeds() =>
        from dataset in SampleFiles.Datasets()
        from index in Enumerable.Range(0, SampleFiles.Syntaxes.Length)
        let bytes = DicomDatasetWriter.ToArray(dataset, SampleFiles.Syntaxes[index])
        select (byte[])[(byte)index, (byte)(bytes.Length / 2), (byte)(bytes.Length / 2 / 256), .. bytes];

    public void Run(byte[] input)
    {
        if (input.Length < Setup)
            return;
        var syntax = SampleFiles.Syntaxes[input[0] % SampleFiles.Syntaxes.Length];
        var bytes = input.AsMemory(Setup);
        var cut = Math.Min(bytes.Length, input[1] | (input[2] << 8));
        var hasAll = DicomDatasetReader.TryReadHead(bytes[..cut], syntax, out var head, Options);
        Describe(head);
        var whole = DicomDatasetReader.Read(bytes, syntax, Options);
        Describe(whole);
        if (hasAll)
            Same.Check(whole, head, "the head of a part and of all");
    }

    private static void Describe(DicomDataset head)
    {
        LayoutTarget.CheckPath(
            InstanceHead.Of(head, PathLayout.Default, PathLayout.DefaultMaxLength).RelativePath,
            PathLayout.DefaultMaxLength);
        _ = PydicomDump.Lines(head, indent: 0);
    }
}
