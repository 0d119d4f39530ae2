using System.Runtime.InteropServices;
using System.Text;
using PxSharp.Dicom;
using Xunit;

namespace PxSharp.Simulator.Tests.Synthetic;

public sealed class SyntheticInstanceTests
{
    private static readonly DicomTag[] _requiredOfAll =
    [
        DicomTag.SOPClassUID, DicomTag.SOPInstanceUID, DicomTag.Modality, DicomTag.StudyInstanceUID,
        DicomTag.SeriesInstanceUID, DicomTag.SamplesPerPixel, DicomTag.PhotometricInterpretation, DicomTag.Rows,
        DicomTag.Columns, DicomTag.BitsAllocated, DicomTag.BitsStored, DicomTag.HighBit, DicomTag.PixelRepresentation,
        DicomTag.ImageType,
    ];

    private static readonly DicomTag[] _presentInAll =
    [
        DicomTag.PatientName, DicomTag.PatientID, DicomTag.PatientBirthDate, DicomTag.PatientSex, DicomTag.StudyDate,
        DicomTag.StudyTime, DicomTag.AccessionNumber, DicomTag.StudyID, DicomTag.ReferringPhysicianName,
        DicomTag.SeriesNumber, DicomTag.InstanceNumber, DicomTag.Manufacturer,
    ];

    private static readonly DicomTag[] _requiredOfSlices =
    [
        DicomTag.FrameOfReferenceUID, DicomTag.ImagePositionPatient, DicomTag.ImageOrientationPatient,
        DicomTag.PixelSpacing, DicomTag.SliceThickness, DicomTag.PatientPosition,
    ];

    private static readonly DicomTag[] _requiredOfCT = [DicomTag.RescaleIntercept, DicomTag.RescaleSlope, DicomTag.KVP];

    private static readonly DicomTag[] _requiredOfMR =
    [
        DicomTag.ScanningSequence, DicomTag.SequenceVariant, DicomTag.MRAcquisitionType, DicomTag.EchoTime,
        DicomTag.RepetitionTime, DicomTag.EchoTrainLength,
    ];

    [Fact]
    public void Every_header_has_the_attributes_that_its_IOD_requires()
    {
        var archive = SyntheticArchive.Create(new() { Patients = 10 });

        Assert.All(archive.Series.Select(series => series.Instances.Last()), instance =>
        {
            var header = instance.ReadAttributes();
            var required = instance.Series.Modality switch
            {
                "CT" => [.. _requiredOfSlices, .. _requiredOfCT],
                "MR" => [.. _requiredOfSlices, .. _requiredOfMR],
                _ => Array.Empty<DicomTag>(),
            };
            Assert.All(
                [.. _requiredOfAll, .. required],
                tag => Assert.False(string.IsNullOrEmpty(header.GetString(tag)), tag.Keyword));
            Assert.All(_presentInAll, tag => Assert.True(header.Contains(tag), tag.Keyword));
        });
    }

    [Fact]
    public void Pixel_Data_has_the_length_that_its_description_demands()
    {
        var archive = SyntheticArchive.Create(new() { Rows = 15, Columns = 17 });

        Assert.All(archive.Instances, instance =>
        {
            var dataset = DicomDatasetReader.Read(instance.Encode(), TransferSyntax.ExplicitVRLittleEndian);
            var frames = dataset.GetInt32(DicomTag.NumberOfFrames) ?? 1;
            var length = frames * 15 * 17 * (int)dataset.GetInt32(DicomTag.SamplesPerPixel)!
                * ((int)dataset.GetInt32(DicomTag.BitsAllocated)! / 8);
            Assert.Equal(length + (length & 1), dataset.Find(DicomTag.PixelData)!.RawValue.Length);
        });
    }

    [Fact]
    public void Pixels_stay_within_the_stored_bits_and_show_more_than_noise()
    {
        var archive = SyntheticArchive.Create(new() { Modalities = ["CT", "MR"] });

        Assert.All(archive.Instances, instance =>
        {
            var dataset = DicomDatasetReader.Read(instance.Encode(), TransferSyntax.ExplicitVRLittleEndian);
            var pixels = MemoryMarshal.Cast<byte, ushort>(dataset.Find(DicomTag.PixelData)!.RawValue.Span).ToArray();
            Assert.True(pixels.Max() < 4096);
            Assert.True(pixels.Max() - pixels.Min() > 300);
        });
    }

    [Fact]
    public void Two_instances_of_a_series_have_different_pictures()
    {
        var series = SyntheticArchive.Create().Series[1];

        var ends = series.Instances.Select(instance => Convert.ToBase64String(instance.Encode().AsSpan(^4096..)));

        Assert.Equal(series.InstanceCount, ends.Distinct().Count());
    }

    [Fact]
    public void Cine_loops_are_multi_frame_instances_in_colour()
    {
        var header = SyntheticArchive.Create().Instances
            .First(instance => instance.SOPClassUID == DicomUID.UltrasoundMultiFrameImageStorage).ReadAttributes();

        Assert.True(header.GetInt32(DicomTag.NumberOfFrames) > 1);
        Assert.Equal("RGB", header.GetString(DicomTag.PhotometricInterpretation));
        Assert.Equal(0, header.GetInt32(DicomTag.PlanarConfiguration));
    }

    [Fact]
    public void Names_in_many_scripts_read_back_by_their_Specific_Character_Set()
    {
        var archive = SyntheticArchive.Create(new() { Patients = 9, StudiesPerPatient = 1, InstancesPerSeries = 1 });

        Assert.All(archive.Patients, patient =>
        {
            var instance = patient.Studies[0].Series[0].Instances.First();
            var dataset = DicomDatasetReader.Read(instance.Encode(), TransferSyntax.ExplicitVRLittleEndian);
            Assert.Equal(patient.PatientName, dataset.GetString(DicomTag.PatientName));
            Assert.Equal(patient.SpecificCharacterSet, dataset.GetStrings(DicomTag.SpecificCharacterSet));
        });
        Assert.Contains("ISO_IR 100", archive.Patients[0].SpecificCharacterSet);
        Assert.Contains("ISO 2022 IR 87", archive.Patients[1].SpecificCharacterSet);
        Assert.Contains("ISO_IR 192", archive.Patients[2].SpecificCharacterSet);
    }

    [Fact]
    public void The_Japanese_name_has_the_bytes_of_the_standards_example()
    {
        // PS3.5 H.3.1.
        const string Expected =
            "Yamada^Tarou=\e$B;3ED\e(B^\e$BB@O:\e(B=\e$B$d$^$@\e(B^\e$B$?$m$&\e(B";

        var header = SyntheticArchive.Create().Patients[1].Studies[0].Series[0].Instances.First().ReadAttributes();

        Assert.Equal(Expected, Encoding.Latin1.GetString(header.Find(DicomTag.PatientName)!.RawValue.Span).TrimEnd());
    }

    [Fact]
    public void Dates_of_patient_study_and_series_agree()
    {
        Assert.All(SyntheticArchive.Create(new() { Patients = 50 }).Studies, study =>
        {
            var header = study.Series[0].Instances.First().ReadAttributes();
            Assert.Equal(header.GetString(DicomTag.StudyDate), header.GetString(DicomTag.SeriesDate));
            Assert.True(
                header.GetInt32(DicomTag.PatientBirthDate) < header.GetInt32(DicomTag.StudyDate));
        });
    }

    [Fact]
    public void What_it_says_of_itself_is_what_its_header_says()
    {
        Assert.All(SyntheticArchive.Create().Instances, instance =>
        {
            var header = instance.ReadAttributes();
            Assert.Equal(instance.PatientID, header.GetString(DicomTag.PatientID));
            Assert.Equal(instance.StudyInstanceUID, header.GetString(DicomTag.StudyInstanceUID));
            Assert.Equal(instance.SeriesInstanceUID, header.GetString(DicomTag.SeriesInstanceUID));
            Assert.Equal(instance.SOPInstanceUID, header.GetString(DicomTag.SOPInstanceUID));
            Assert.Equal(instance.SOPClassUID, header.GetString(DicomTag.SOPClassUID));
        });
    }
}
