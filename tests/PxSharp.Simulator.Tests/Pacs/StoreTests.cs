using PxSharp.Dicom;
using PxSharp.Network.Client;
using PxSharp.Network.Dimse;
using PxSharp.Network.Services;
using Xunit;

namespace PxSharp.Simulator.Tests.Pacs;

public sealed class StoreTests
{
    private static readonly SyntheticInstance _instance = PacsBench.Small.Instances.First();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Echo_is_answered()
    {
        await using var bench = await PacsBench.StartAsync();
        await using var client = await bench.ConnectAsync(PacsBench.Context(DicomUID.Verification));

        Assert.True((await client.EchoAsync(Token)).Status.IsSuccess);
    }

    [Fact]
    public async Task What_is_stored_is_found_and_given_back()
    {
        await using var bench = await PacsBench.StartAsync(configure: options => options with { Instances = [] });
        await StoreAsync(bench, PacsBench.Source(_instance));

        var match = Assert.Single(await bench.MatchesAsync(PacsBench.Keys("STUDY", (DicomTag.PatientName, ""))));
        await bench.MoveAsync(PacsBench.Keys("STUDY", (DicomTag.StudyInstanceUID, _instance.StudyInstanceUID)));

        Assert.Equal(_instance.Series.Study.Patient.PatientName, match.GetString(DicomTag.PatientName));
        Assert.Equal(_instance.SOPInstanceUID, Assert.Single(bench.Destination.Archive.Instances).SOPInstanceUID);
    }

    [Fact]
    public async Task The_same_instance_stored_twice_is_there_once()
    {
        await using var bench = await PacsBench.StartAsync(configure: options => options with { Instances = [] });

        await StoreAsync(bench, PacsBench.Source(_instance));
        await StoreAsync(bench, PacsBench.Source(_instance));

        Assert.Equal(1, bench.Pacs.Archive.Count);
    }

    [Fact]
    public async Task A_folder_keeps_Part_10_files_that_a_later_PACS_holds_again()
    {
        using var directory = new TemporaryDirectory();
        await using (var bench = await PacsBench.StartAsync(configure: InFolder))
            Assert.Equal(DimseStatus.Success, await StoreAsync(bench, PacsBench.Source(_instance)));

        var path = Assert.Single(Directory.GetFiles(directory.Path));
        var file = DicomFile.Read(path);
        Assert.Equal(_instance.SOPInstanceUID, file.MetaInformation.GetString(DicomTag.MediaStorageSOPInstanceUID));
        Assert.Equal(_instance.Encode(), File.ReadAllBytes(path)[(int)file.DatasetOffset..]);

        await using var again = await PacsBench.StartAsync(configure: InFolder);
        Assert.NotNull(again.Pacs.Archive.Find(_instance.SOPInstanceUID));

        SimulatedPacsOptions InFolder(SimulatedPacsOptions options) =>
            options with { Instances = [], Folder = directory.Path };
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_data_set_that_is_not_the_instance_announced_is_refused_and_leaves_nothing(bool inFolder)
    {
        using var directory = new TemporaryDirectory();
        await using var bench = await PacsBench.StartAsync(configure: options => options with
        {
            Instances = [],
            Folder = inFolder ? directory.Path : null,
        });

        var status = await StoreAsync(bench, PacsBench.Source(_instance) with { SOPInstanceUID = "2.25.1" });

        Assert.Equal(DimseStatus.DataSetDoesNotMatchSOPClass, status);
        Assert.Equal(0, bench.Pacs.Archive.Count);
        Assert.Empty(Directory.GetFiles(directory.Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bytes_that_are_no_data_set_are_refused_and_leave_nothing(bool inFolder)
    {
        using var directory = new TemporaryDirectory();
        await using var bench = await PacsBench.StartAsync(configure: options => options with
        {
            Instances = [],
            Folder = inFolder ? directory.Path : null,
        });

        byte[] nonsense = [8, 0, 8, 0, 0xFF, 0xFF, 1, 2];

        var status = await StoreAsync(bench, StoreSource.FromBytes(
            _instance.SOPClassUID, _instance.SOPInstanceUID, _instance.TransferSyntaxUID, nonsense));

        Assert.True(status.IsFailure);
        Assert.Equal(0, bench.Pacs.Archive.Count);
        Assert.Empty(Directory.GetFiles(directory.Path));
    }

    [Fact]
    public async Task A_UID_that_is_a_path_never_names_a_file()
    {
        using var directory = new TemporaryDirectory();
        var folder = Path.Combine(directory.Path, "folder");
        await using var bench = await PacsBench.StartAsync(configure: options => options with { Folder = folder });

        var status = await StoreAsync(bench, PacsBench.Source(_instance) with { SOPInstanceUID = "../1" });

        Assert.Equal(DimseStatus.InvalidSOPInstance, status);
        Assert.Empty(Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories));
    }

    private static async Task<DimseStatus> StoreAsync(PacsBench bench, StoreSource source)
    {
        await using DicomClient client = await bench.ConnectAsync(PacsBench.Context(source.SOPClassUID));
        var response = await client.StoreAsync(source, Token);
        await client.ReleaseAsync(Token);
        return response.Status;
    }
}
