using System.Buffers;

namespace PxSharp.Dicom.Writing;

/// <summary>What goes before the data set in a file.</summary>
internal static class FileWriter
{
    /// <summary>Writes 128 NULs, DICM, and group 0002 with its length.</summary>
    /// <remarks>PS3.10 7.1: explicit VR little endian, always.</remarks>
    internal static void WritePreambleAndMeta(IBufferWriter<byte> output, DicomDataset meta)
    {
        var group = new ArrayBufferWriter<byte>(512);
        meta.Remove(DicomTag.FileMetaInformationGroupLength);
        DicomDatasetWriter.Write(group, meta, TransferSyntax.ExplicitVRLittleEndian);
        output.GetSpan(128)[..128].Clear();
        output.Advance(128);
        output.Write("DICM"u8);
        var length = new DicomDataset().Set(DicomTag.FileMetaInformationGroupLength, group.WrittenCount);
        DicomDatasetWriter.Write(output, length, TransferSyntax.ExplicitVRLittleEndian);
        output.Write(group.WrittenSpan);
    }
}
