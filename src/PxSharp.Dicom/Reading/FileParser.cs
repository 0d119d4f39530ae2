namespace PxSharp.Dicom.Reading;

/// <summary>Finds out what comes before the data set of a file, and how the data set is encoded.</summary>
/// <remarks>PS3.10 7. Preamble, meta information, or the transfer syntax in it may be missing.</remarks>
internal sealed class FileParser(ByteSource source, DicomReadOptions options)
{
    private const int PreambleLength = 128;
    private const ushort FirstUnlikelyGroup = 0x0400;
    private const uint LongestFirstValue = 0x4000;

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
        // A data set without a preamble may have these letters there by chance.
        if (source.TryPeek(PreambleLength + 4, out var start) && start[PreambleLength..].SequenceEqual("DICM"u8)
            && (IsMetaAt(PreambleLength + 4) || LooksLike(start) is null))
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

    private bool IsMetaAt(int offset) =>
        source.TryPeek(offset + 2, out var bytes) && ByteOrder.UInt16(bytes[offset..], bigEndian: false) == 0x0002;

    private int GroupAhead() => source.TryPeek(2, out var bytes) ? ByteOrder.UInt16(bytes, bigEndian: false) : -1;

    private bool AtEnd() => !source.TryPeek(8, out var bytes) || !bytes.ContainsAnyExcept((byte)0);

    /// <summary>The transfer syntax of a data set that nothing names.</summary>
    /// <param name="isMarked">Whether something else has said already that this is DICOM.</param>
    private TransferSyntax Guess(bool isMarked)
    {
        if (source.TryPeek(8, out var start))
        {
            if (LooksLike(start) is { } syntax)
                return syntax;
            if (isMarked && ElementHeader.LooksExplicit(start, assumed: true))
                return IsBigEndian(start) ? TransferSyntax.ExplicitVRBigEndian : TransferSyntax.ExplicitVRLittleEndian;
        }
        return isMarked ? TransferSyntax.ImplicitVRLittleEndian : throw NotDicom();
    }

    /// <summary>How a data set is encoded that begins with these bytes; null when none is likely to.</summary>
    private TransferSyntax? LooksLike(ReadOnlySpan<byte> start)
    {
        var bigEndian = IsBigEndian(start);
        var tag = ByteOrder.Tag(start, bigEndian);
        if (tag.Group is 0 or >= FirstUnlikelyGroup || (!tag.IsGroupLength && DicomDictionary.KeywordOf(tag) is null))
            return null;
        if (DicomVRExtensions.TryParse(start[4], start[5], out _))
            return bigEndian ? TransferSyntax.ExplicitVRBigEndian : TransferSyntax.ExplicitVRLittleEndian;
        // The first element of a data set is short: a UID, a character set, a group length.
        var length = ByteOrder.UInt32(start[4..], bigEndian: false);
        return !bigEndian && length <= LongestFirstValue && !source.IsShorterThan(8L + length)
            ? TransferSyntax.ImplicitVRLittleEndian
            : null;
    }

    /// <summary>No data set begins with a group so high; a big-endian one read as little endian does.</summary>
    private static bool IsBigEndian(ReadOnlySpan<byte> start) =>
        ByteOrder.UInt16(start, bigEndian: false) >= FirstUnlikelyGroup;

    private DicomFormatException NotDicom() => source.Position == 0 && !source.TryPeek(1, out _)
        ? new("The file is empty")
        : new(
            "This is not a DICOM file: the letters DICM are not at byte 128, and no data set begins",
            offset: source.Position);
}
