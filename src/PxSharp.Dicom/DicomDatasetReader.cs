using Microsoft.Win32.SafeHandles;
using PxSharp.Dicom.Reading;

namespace PxSharp.Dicom;

/// <summary>Reads bare data sets: what a network message or the rest of a file holds.</summary>
/// <remarks>
/// Every method throws <see cref="DicomFormatException"/> for bytes that are not a data set, and
/// <see cref="DicomLimitException"/> for what passes a limit of the options.
/// </remarks>
public static class DicomDatasetReader
{
    /// <summary>Reads a data set from memory. Values are slices of it, so it must not change afterwards.</summary>
    public static DicomDataset Read(
        ReadOnlyMemory<byte> bytes, TransferSyntax transferSyntax, DicomReadOptions? options = null) =>
        Read(new ByteSource(bytes), transferSyntax, options, out _);

    /// <summary>Reads a data set from where the stream stands; it need not seek.</summary>
    /// <remarks>Reads ahead: where the stream stands afterwards is not defined.</remarks>
    public static DicomDataset Read(Stream stream, TransferSyntax transferSyntax, DicomReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(new ByteSource(stream), transferSyntax, options, out _);
    }

    /// <summary>Reads a data set from an offset of an open file, which must be one that can seek.</summary>
    public static DicomDataset Read(
        SafeFileHandle file, long offset, TransferSyntax transferSyntax, DicomReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return Read(new ByteSource(file, offset), transferSyntax, options, out _);
    }

    /// <summary>Reads a head from the first bytes of a data set of which more may come.</summary>
    /// <param name="beginning">The first bytes; values are slices of it.</param>
    /// <param name="transferSyntax">How they are encoded.</param>
    /// <param name="head">What lies before <see cref="DicomReadOptions.StopBefore"/>, or as much as is there.</param>
    /// <param name="options">The default is <see cref="DicomReadOptions.Head"/>.</param>
    /// <returns>
    /// True when an element at or after <see cref="DicomReadOptions.StopBefore"/> was seen: nothing is missing. False
    /// when more bytes are needed, or when there are none and <paramref name="head"/> is the whole data set.
    /// </returns>
    public static bool TryReadHead(
        ReadOnlyMemory<byte> beginning,
        TransferSyntax transferSyntax,
        out DicomDataset head,
        DicomReadOptions? options = null)
    {
        options = (options ?? DicomReadOptions.Head) with { AllowTruncated = true };
        head = Read(new ByteSource(beginning), transferSyntax, options, out var hasStopped);
        return hasStopped;
    }

    internal static DicomDataset Read(
        ByteSource source, TransferSyntax transferSyntax, DicomReadOptions? options, out bool hasStopped)
    {
        ArgumentNullException.ThrowIfNull(transferSyntax);
        options ??= DicomReadOptions.Default;
        using var inflated = transferSyntax.IsDeflated ? new InflatedStream(source, options) : null;
        var parser = new DatasetParser(
            inflated is null ? source : new ByteSource(inflated), options, transferSyntax.IsBigEndian);
        var set = parser.ReadAll(transferSyntax.IsExplicitVR);
        hasStopped = parser.HasStopped;
        return set;
    }
}
