using System.Buffers;
using PxSharp.Dicom;
using PxSharp.Simulator.Archive;
using PxSharp.Simulator.Synthetic;

namespace PxSharp.Simulator;

/// <summary>An instance of a <see cref="SyntheticArchive"/>; encoded whenever it is opened, always alike.</summary>
public sealed class SyntheticInstance : IArchivedInstance
{
    internal SyntheticInstance(SyntheticSeries series, int number)
    {
        Series = series;
        InstanceNumber = number;
    }

    /// <summary>The series that the instance belongs to.</summary>
    public SyntheticSeries Series { get; }

    /// <summary>Instance Number (0020,0013), from 1.</summary>
    public int InstanceNumber { get; }

    /// <inheritdoc/>
    public string PatientID => Series.Study.Patient.PatientID;

    /// <inheritdoc/>
    public string StudyInstanceUID => Series.Study.StudyInstanceUID;

    /// <inheritdoc/>
    public string SeriesInstanceUID => Series.SeriesInstanceUID;

    /// <inheritdoc/>
    public string SOPInstanceUID => $"{Series.SeriesInstanceUID}.{InstanceNumber}";

    /// <inheritdoc/>
    public string SOPClassUID => Series.Protocol.SOPClassUID;

    /// <inheritdoc/>
    /// <remarks>Always Explicit VR Little Endian.</remarks>
    public string TransferSyntaxUID => DicomUID.ExplicitVRLittleEndian;

    /// <inheritdoc/>
    public DicomDataset ReadAttributes() => InstanceHeader.Of(this);

    /// <inheritdoc/>
    public Stream Open()
    {
        var encoded = Encode();
        return new MemoryStream(encoded, 0, encoded.Length, writable: false);
    }

    /// <summary>The whole data set, Pixel Data with it, in <see cref="TransferSyntaxUID"/>.</summary>
    public byte[] Encode()
    {
        var dataset = ReadAttributes();
        var modality = Series.Protocol.Modality;
        var pixels = new byte[modality.PixelDataLength(this)];
        modality.DrawPixels(this, pixels);
        dataset.Set(DicomTag.PixelData, modality.PixelDataVR, pixels);
        var buffer = new ArrayBufferWriter<byte>(pixels.Length + 8192);
        DicomDatasetWriter.Write(buffer, dataset, TransferSyntax.ExplicitVRLittleEndian);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the instance as a Part 10 file (PS3.10 7.1).</summary>
    /// <param name="file">Where it is written to; stays open.</param>
    /// <exception cref="IOException">The stream took it not.</exception>
    public void WriteFile(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Write(DicomFile.BuildPreambleAndMeta(SOPClassUID, SOPInstanceUID, TransferSyntaxUID, null));
        file.Write(Encode());
    }
}
