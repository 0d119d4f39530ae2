namespace PxSharp.Dicom.Reading;

/// <summary>Finds out what comes before the data set of a file, and how the data set is encoded.</summary>
/// <remarks>PS3.10 7. Preamble, meta information, or the transfer syntax in it may be missing.</remarks>
internal sealed class FileParser(ByteSource source, DicomReadOptions options)
{
    private const int PreambleLength = 128;

    // Group 2 is small; what comes after it is read by the caller's own limits.
    private readonly DicomReadOptions _metaOptions = options with { StopBefore = null, AllowTruncated = false };

    internal DicomFile Read()
    {
        var isMarked = SkipPreamble();
        var meta = GroupAhead() == 0x0002
            ? new DatasetParser(source, _metaOptions, bigEndian: false).ReadGroup(0x0002, explicitVR: true)
            : new DicomDataset();
        isMarked |= meta.Count > 0;
        var command = isMarked && GroupAhead() == 0x0000 && !AtEnd()
            ? new DatasetParser(source, _metaOptions, bigEndian: false).ReadGroup(0x0000, explicitVR: false)
            : null;

        var named = meta.GetString(DicomTag.TransferSyntaxUID);
        var syntax = string.IsNullOrEmpty(named) ? Guess(isMarked) : TransferSyntax.Of(named);
        var offset = source.Position;
        var dataset = DicomDatasetReader.Read(source, syntax, options, out _);
        if (command is not null)
        {
            foreach (var element in command.Elements)
                dataset.Add(element);
        }
        return new DicomFile(meta, dataset, syntax, offset);
    }

    private bool SkipPreamble()
    {
        if (source.TryPeek(PreambleLength + 4, out var start) && start[PreambleLength..].SequenceEqual("DICM"u8))
        {
            source.Advance(PreambleLength + 4);
            return true;
        }
        if (source.TryPeek(4, out start) && start.SequenceEqual("DICM"u8))
        {
            source.Advance(4);
            return true;
        }
        return false;
    }

    private int GroupAhead() => source.TryPeek(2, out var bytes) ? ByteOrder.UInt16(bytes, bigEndian: false) : -1;

    private bool AtEnd() => !source.TryPeek(8, out var bytes) || !bytes.ContainsAnyExcept((byte)0);

    /// <summary>The transfer syntax that the first element looks like.</summary>
    /// <param name="isMarked">Whether something else has said already that this is DICOM.</param>
    private TransferSyntax Guess(bool isMarked)
    {
        if (!source.TryPeek(8, out var start))
        {
            if (isMarked)
                return TransferSyntax.ImplicitVRLittleEndian;
            throw NotDicom();
        }
        // No first element has a group so high; a big-endian one read as little endian does.
        var bigEndian = ByteOrder.UInt16(start, bigEndian: false) >= 0x0400;
        if (DicomVRExtensions.TryParse(start[4], start[5], out _))
        {
            if (isMarked || IsLikely(ByteOrder.Tag(start, bigEndian)))
                return bigEndian ? TransferSyntax.ExplicitVRBigEndian : TransferSyntax.ExplicitVRLittleEndian;
        }
        else if (isMarked)
        {
            return TransferSyntax.ImplicitVRLittleEndian;
        }
        else
        {
            // The first element of a data set is short: UIDs, a character set, a group length.
            var length = ByteOrder.UInt32(start[4..], bigEndian: false);
            if (IsLikely(ByteOrder.Tag(start, bigEndian: false)) && length <= 0x4000
                && !source.IsShorterThan(8L + length))
                return TransferSyntax.ImplicitVRLittleEndian;
        }
        throw NotDicom();
    }

    /// <summary>Whether a data set may well begin with this tag.</summary>
    private static bool IsLikely(DicomTag tag) =>
        tag.Group is > 0 and < 0x0400 && (tag.IsGroupLength || DicomDictionary.KeywordOf(tag) is not null);

    private DicomFormatException NotDicom() => new(
        "This is not a DICOM file: neither has it the letters DICM after 128 bytes, nor does a data set begin",
        offset: source.Position);
}
