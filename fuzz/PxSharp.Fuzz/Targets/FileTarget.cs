using PxSharp.Dicom;

namespace PxSharp.Fuzz.Targets;

/// <summary>Whole files: read from memory and from a stream, checked, asked, written, and read again.</summary>
internal sealed class FileTarget : ITarget
{
    private const int CheckPiece = 7;

    private static readonly DicomReadOptions Options = new() { MaxInflatedLength = 1 << 20 };

    public string Name => "file";

    // A megabyte of deflated elements of eight bytes each, read several times.
    public long FreeAllocation => 512L << 20;

    public IEnumerable<byte[]> Words() => SampleFiles.Words();

    public bool Allows(Exception exception) => exception is DicomFormatException or DicomLimitException;

    public IEnumerable<byte[]> Seeds()
    {
        foreach (var dataset in SampleFiles.Datasets())
        {
            foreach (var syntax in SampleFiles.Syntaxes)
            {
                var written = Written(new DicomFile(dataset, syntax), new() { UndefinedLengths = true });
                yield return written;
                // No meta information.
                yield return written[(int)DicomFile.Read(written).DatasetOffset..];
            }
            yield return Written(new DicomFile(dataset, TransferSyntax.ExplicitVRLittleEndian));
        }
    }

    public void Run(byte[] input)
    {
        DicomFile file;
        try
        {
            file = DicomFile.Read(input, Options);
        }
        catch (DicomException)
        {
            CheckTruncated(input);
            FindException.Unless(Streamed(input) is null, "a stream is read where memory is not");
            throw;
        }
        var streamed = Streamed(input) ?? throw new FindException("memory is read where a stream is not");
        Same.Check(file.Dataset, streamed.Dataset, "memory and stream");
        CheckWholeness(input, file);
        Everything.Ask(file.MetaInformation);
        Everything.Ask(file.Dataset);
        // Elements of these groups are read wherever they stand, and written nowhere.
        if (!file.Dataset.Any(element => element.Tag.Group is 0x0000 or 0x0002))
            CheckRoundTrip(file);
    }

    private static void CheckTruncated(byte[] input)
    {
        try
        {
            var file = DicomFile.Read(input, Options with { AllowTruncated = true });
            Everything.Ask(file.Dataset);
        }
        catch (DicomException)
        {
            // That does not allow everything.
        }
    }

    private static DicomFile? Streamed(byte[] input)
    {
        try
        {
            return DicomFile.Read(new TrickleStream(input, atATime: 19), Options);
        }
        catch (DicomException)
        {
            return null;
        }
    }

    /// <summary>It refuses no data set that the reader reads.</summary>
    private static void CheckWholeness(byte[] input, DicomFile file)
    {
        if (file.TransferSyntax.IsDeflated)
            return;
        var check = new DicomDatasetCheck(file.TransferSyntax, Options);
        try
        {
            for (var left = input.AsSpan((int)file.DatasetOffset); !left.IsEmpty;)
            {
                var piece = left[..Math.Min(CheckPiece, left.Length)];
                check.Write(piece);
                left = left[piece.Length..];
            }
            check.Complete();
        }
        catch (DicomException refusal)
        {
            throw new FindException($"the check refuses what the reader reads: {refusal.Message}");
        }
    }

    private static void CheckRoundTrip(DicomFile file)
    {
        foreach (var options in (DicomWriteOptions[])[DicomWriteOptions.Default, new() { UndefinedLengths = true }])
        {
            var written = Written(file, options);
            DicomFile back;
            try
            {
                back = DicomFile.Read(written, Options);
            }
            catch (DicomException refusal)
            {
                throw new FindException($"what was written cannot be read: {refusal.Message}");
            }
            // Implicit VR has no place for VRs, and so none for private sequences.
            if (file.TransferSyntax.IsExplicitVR)
                Same.Check(file.Dataset, back.Dataset, "written and read again");
            FindException.Unless(
                written.AsSpan().SequenceEqual(Written(back, options)), "written again, it is something else");
        }
    }

    private static byte[] Written(DicomFile file, DicomWriteOptions? options = null)
    {
        using var stream = new MemoryStream();
        file.Write(stream, options);
        return stream.ToArray();
    }
}
