using System.Buffers;
using System.IO.Compression;
using PxSharp.Dicom.Writing;

namespace PxSharp.Dicom;

/// <summary>Writes bare data sets: what a network message or the rest of a file holds.</summary>
/// <remarks>PS3.5 7 and Annex A.</remarks>
public static class DicomDatasetWriter
{
    /// <summary>Writes a data set.</summary>
    /// <remarks>
    /// Odd values are padded. A value too long for a 16-bit length becomes UN, as PS3.5 6.2.2 has it. Fragments are
    /// written as they are, whatever the transfer syntax: this neither compresses nor decompresses pixel data.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// Sequences lie deeper in each other than <see cref="DicomReadOptions.HighestSequenceDepth"/>.
    /// </exception>
    public static void Write(
        IBufferWriter<byte> output,
        DicomDataset dataset,
        TransferSyntax transferSyntax,
        DicomWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(transferSyntax);
        options ??= DicomWriteOptions.Default;
        if (!transferSyntax.IsDeflated)
        {
            new ElementWriter(output, transferSyntax, options).Write(dataset);
            return;
        }
        var deflated = new CountingStream(output);
        using (var deflater = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
        {
            var buffer = new StreamBufferWriter(deflater);
            new ElementWriter(buffer, transferSyntax, options).Write(dataset);
            buffer.Flush();
        }
        // PS3.5 A.5: an odd length is padded with a NUL.
        if ((deflated.BytesWritten & 1) != 0)
            output.Write([(byte)0]);
    }

    /// <summary>Writes a data set to memory of its own.</summary>
    /// <inheritdoc cref="Write(IBufferWriter{byte}, DicomDataset, TransferSyntax, DicomWriteOptions?)"/>
    public static byte[] ToArray(DicomDataset dataset, TransferSyntax transferSyntax, DicomWriteOptions? options = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, dataset, transferSyntax, options);
        return buffer.WrittenSpan.ToArray();
    }
}
