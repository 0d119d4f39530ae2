using PxSharp.Dicom;
using Xunit;

namespace PxSharp.Simulator.Tests.Synthetic;

public sealed class SyntheticArchiveTests
{
    [Fact]
    public void The_demo_archive_has_at_least_3_patients_6_studies_14_series_and_200_instances_of_MR_CT_and_US()
    {
        var archive = SyntheticArchive.Create();

        Assert.True(archive.Patients.Count >= 3);
        Assert.True(archive.Studies.Count >= 6);
        Assert.True(archive.Series.Count >= 14);
        Assert.True(archive.InstanceCount >= 200);
        Assert.Equal(["CT", "MR", "US"], archive.Series.Select(series => series.Modality).Distinct().Order());
    }

    [Fact]
    public void The_counts_are_those_of_what_it_gives()
    {
        var archive = SyntheticArchive.Create(new()
        {
            Patients = 3,
            StudiesPerPatient = 4,
            SeriesPerStudy = 5,
            InstancesPerSeries = 6,
        });

        Assert.Equal(3, archive.Patients.Count);
        Assert.Equal(12, archive.Studies.Count);
        Assert.Equal(60, archive.Series.Count);
        Assert.Equal(360, archive.InstanceCount);
        Assert.Equal(360, archive.Instances.Count());
    }

    [Fact]
    public void Every_UID_is_valid_and_no_two_are_equal()
    {
        var archive = SyntheticArchive.Create();

        string[] uids =
        [
            .. archive.Studies.Select(study => study.StudyInstanceUID),
            .. archive.Series.Select(series => series.SeriesInstanceUID),
            .. archive.Instances.Select(instance => instance.SOPInstanceUID),
            .. archive.Series.Select(series => series.Instances.First().ReadAttributes())
                .Select(header => header.GetString(DicomTag.FrameOfReferenceUID)).OfType<string>().Distinct(),
        ];

        Assert.All(uids, uid => Assert.True(DicomUID.IsValid(uid), uid));
        Assert.All(uids, uid => Assert.StartsWith(SyntheticArchive.UIDRoot + ".", uid, StringComparison.Ordinal));
        Assert.Equal(uids.Length, uids.Distinct().Count());
    }

    [Fact]
    public void UIDs_of_the_largest_numbers_fit_into_64_characters()
    {
        Assert.True(DicomUID.IsValid(SyntheticArchive.UIDRoot + ".999999.1000000.10000.10000.1000000"));
    }

    [Fact]
    public void The_same_options_give_the_same_bytes()
    {
        var first = SyntheticArchive.Create().Instances.Select(instance => instance.Encode());
        var second = SyntheticArchive.Create().Instances.Select(instance => instance.Encode());

        Assert.All(first.Zip(second), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public void Another_seed_gives_other_patients_and_UIDs()
    {
        var one = SyntheticArchive.Create(new() { Seed = 1 });
        var two = SyntheticArchive.Create(new() { Seed = 2 });

        Assert.Empty(Values(one, item => item.PatientID).Intersect(Values(two, item => item.PatientID)));
        Assert.Empty(Values(one, item => item.SOPInstanceUID).Intersect(Values(two, item => item.SOPInstanceUID)));

        static IEnumerable<string> Values(SyntheticArchive archive, Func<SyntheticInstance, string> value) =>
            archive.Instances.Select(value);
    }

    [Fact]
    public void Only_the_modalities_that_were_asked_for_are_there()
    {
        var archive = SyntheticArchive.Create(new() { Modalities = ["US", "CT"] });

        Assert.Equal(["CT", "US"], archive.Series.Select(series => series.Modality).Distinct().Order());
    }

    [Fact]
    public void Refuses_a_modality_that_it_cannot_make()
    {
        var error = Assert.Throws<ArgumentException>(() => SyntheticArchive.Create(new() { Modalities = ["PT"] }));

        Assert.Contains("PT", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 1, 8)]
    [InlineData(1_000_000, 1, 8)]
    [InlineData(1, 0, 8)]
    [InlineData(1, 1, 7)]
    [InlineData(1, 1, 20_000)]
    public void Refuses_numbers_out_of_range(int seed, int patients, int rows)
    {
        var options = new SyntheticArchiveOptions { Seed = seed, Patients = patients, Rows = rows };

        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticArchive.Create(options));
    }

    [Fact]
    public void A_thousand_studies_are_laid_out_without_an_image_being_made()
    {
        var archive = SyntheticArchive.Create(new() { Patients = 500, StudiesPerPatient = 2 });

        Assert.Equal(1000, archive.Studies.Count);
        Assert.Equal(1000, archive.Studies.Select(study => study.AccessionNumber).Distinct().Count());
        Assert.All(archive.Studies, study => Assert.InRange(study.AccessionNumber.Length, 1, 16));
    }

    [Fact]
    public void Files_are_written_one_an_instance_and_read_back()
    {
        using var directory = new TemporaryDirectory();
        var archive = SyntheticArchive.Create(new()
        {
            Patients = 2,
            StudiesPerPatient = 1,
            SeriesPerStudy = 1,
            InstancesPerSeries = 3,
        });

        Assert.Equal(6, archive.WriteFiles(directory.Path, TestContext.Current.CancellationToken));

        var files = Directory.GetFiles(directory.Path).Order().Select(path => DicomFile.Read(path)).ToArray();
        Assert.Equal(
            archive.Instances.Select(instance => instance.SOPInstanceUID),
            files.Select(file => file.MetaInformation.GetString(DicomTag.MediaStorageSOPInstanceUID)));
        Assert.Equal(
            archive.Instances.Select(instance => instance.SOPInstanceUID),
            files.Select(file => file.Dataset.GetString(DicomTag.SOPInstanceUID)));
    }
}
