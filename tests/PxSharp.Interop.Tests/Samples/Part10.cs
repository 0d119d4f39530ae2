using System.Buffers.Binary;

namespace PxSharp.Interop.Tests.Samples;

/// <summary>Takes a file apart without the code under test.</summary>
public static class Part10
{
    private const int MetaLengthValue = 140;

    /// <summary>The bytes of the data set, which follow the meta information.</summary>
    public static byte[] DataSet(byte[] file) => file[DataSetOffset(file)..];

    /// <summary>The transfer syntax that the meta information names.</summary>
    public static string TransferSyntaxUID(byte[] file) => MetaText(file, 0x0010);

    /// <summary>The SOP Instance UID that the meta information names.</summary>
    public static string SOPInstanceUID(byte[] file) => MetaText(file, 0x0003);

    private static int DataSetOffset(byte[] file)
    {
        Assert.True(file.AsSpan(128, 4).SequenceEqual("DICM"u8), "no DICM after the preamble");
        return MetaLengthValue + 4 + (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(MetaLengthValue));
    }

    private static string MetaText(byte[] file, ushort element)
    {
        var end = DataSetOffset(file);
        for (var at = MetaLengthValue + 4; at < end;)
        {
            var isLong = file.AsSpan(at + 4, 2) is [(byte)'O', (byte)'B'] or [(byte)'U', (byte)'N'];
            var length = isLong
                ? (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8))
                : BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at + 6));
            var value = at + (isLong ? 12 : 8);
            if (BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at + 2)) == element)
            {
                return System.Text.Encoding.ASCII.GetString(file, value, length).TrimEnd('\0', ' ');
            }

            at = value + length;
        }

        throw new InvalidDataException($"no (0002,{element:x4}) in the meta information");
    }
}
