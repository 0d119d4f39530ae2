using PxSharp.Dicom;
using PxSharp.Network.Dimse;
using PxSharp.Paths;
using PxSharp.Receive;
using PxSharp.Storage;
using Xunit;

namespace PxSharp.Tests.Receive;

/// <summary>Where an instance lies that comes again, or whose place is taken, gone, or none of its own.</summary>
public sealed class InstancePlaceSpecs : IAsyncDisposable
{
    private const string Directory1 = "TINY001-Anderson_Alice_Q-19800515/MR_BRAIN-ACC0001-20230115/Localizer-a44a304/";
    private const string Path1 = Directory1 + "0001-" + Instances.Series + ".1.dcm";

    private readonly BaseMount _mount = new();
    private readonly List<ReceiveEvent> _events = [];
    private readonly InstanceWriter _writer;

    public InstancePlaceSpecs() => _writer = new InstanceWriter(_mount.Data, _mount.Index, onEvent: Note);

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _mount.DisposeAsync();
    }

    private void Note(ReceiveEvent happened)
    {
        lock (_events)
            _events.Add(happened);
    }

    [Fact]
    public async Task Keeps_the_file_that_is_there_when_the_same_comes_again()
    {
        await _writer.StoreAsync(Instances.Make(1));
        var before = File.GetLastWriteTimeUtc(_mount.Data.FullPath(Path1));

        var result = await _writer.StoreAsync(Instances.Make(1));

        Assert.Equal(DimseStatus.Success, result.Status);
        Assert.Equal([Path1], _mount.Files());
        Assert.Equal(before, File.GetLastWriteTimeUtc(_mount.Data.FullPath(Path1)));
        Assert.Equal(1, (await _mount.Index.FindSeriesAsync(Instances.Series))!.Received);
        Assert.Equal(PlacedOutcome.AlreadyThere, _events.OfType<InstanceStored>().Last().Outcome);
        Assert.Empty(_mount.Unfinished());
    }

    [Fact]
    public async Task Keeps_the_older_file_beside_the_newer_when_the_data_set_differs()
    {
        var older = Instances.Make(1);
        var newer = Instances.Make(1, 2000);
        await _writer.StoreAsync(older);
        var olderBytes = await File.ReadAllBytesAsync(_mount.Data.FullPath(Path1));

        await _writer.StoreAsync(newer);
        await _writer.StoreAsync(older);
        await _writer.StoreAsync(newer);

        var files = _mount.Files();
        Assert.Equal(3, files.Length);
        Assert.Equal(Path1, files[0]);
        Assert.All(files[1..], path => Assert.Matches(@"\.dcm\.superseded-[0-9a-f]{16}$", path));
        Assert.Contains(files[1..], path => File.ReadAllBytes(_mount.Data.FullPath(path)).SequenceEqual(olderBytes));
        Assert.Equal(
            Instances.Encode(newer), File.ReadAllBytes(_mount.Data.FullPath(Path1))[^Instances.Encode(newer).Length..]);
        var series = await _mount.Index.FindSeriesAsync(Instances.Series);
        Assert.Equal((1L, new FileInfo(_mount.Data.FullPath(Path1)).Length), (series!.Received, series.Bytes));
        Assert.Equal(3, series.Superseded);
        var stored = _events.OfType<InstanceStored>().ToList();
        Assert.Null(stored[0].OlderPath);
        Assert.All(stored[1..], again => Assert.Contains(again.OlderPath, files[1..]));
    }

    [Fact]
    public async Task Tells_of_an_instance_that_comes_for_another_patient()
    {
        await _writer.StoreAsync(Instances.Make(1));

        await _writer.StoreAsync(Instances.Make(1).Set(DicomTag.PatientID, "OTHER"));

        Assert.Equal(2, _mount.Files().Length);
        var collisions = Assert.IsType<InstanceStored>(_events[^1]).Collisions;
        Assert.Equal(
            [DicomTag.StudyInstanceUID, DicomTag.SOPInstanceUID], collisions.Select(collision => collision.Tag));
        Assert.Equal(Path1, collisions[1].Earlier);
    }

    [Fact]
    public async Task Gives_another_instance_another_name_and_the_same_one_each_time()
    {
        var layout = PathLayout.Parse(image: "%PatientID.dcm");
        using var writer = new InstanceWriter(_mount.Data, _mount.Index, layout);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 1; i <= 3; i++)
                Assert.True((await writer.StoreAsync(Instances.Make(i))).Status.IsSuccess);
        }

        var files = _mount.Files();

        Assert.Equal(3, files.Length);
        Assert.Equal(Directory1 + "TINY001.dcm", files[2]);
        Assert.All(files[..2], path => Assert.Matches(@"/TINY001-[0-9a-f]{16}\.dcm$", path));
        await foreach (var instance in _mount.Index.ListInstancesAsync(Instances.Series))
        {
            var file = DicomFile.ReadHead(_mount.Data.FullPath(instance.RelativePath));
            Assert.Equal(instance.SOPInstanceUID, file.Dataset.GetString(DicomTag.SOPInstanceUID));
        }
    }

    [Fact]
    public async Task Leaves_a_file_alone_that_is_not_ours()
    {
        var path = _mount.Data.FullPath(Path1);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "somebody's notes");

        var result = await _writer.StoreAsync(Instances.Make(1));

        Assert.Equal(DimseStatus.Success, result.Status);
        Assert.Equal("somebody's notes", await File.ReadAllTextAsync(path));
        Assert.Equal(2, _mount.Files().Length);
    }

    [Fact]
    public async Task Never_loses_one_of_many_that_want_one_name_at_once()
    {
        var layout = PathLayout.Parse("all", "all", "all", "one.dcm");
        using var otherRoot = new DataRoot(_mount.Data.Path, Durability.Process);
        using var writer = new InstanceWriter(_mount.Data, _mount.Index, layout);
        using var other = new InstanceWriter(otherRoot, _mount.Index, layout);

        // Each instance twice, by two writers, all at once.
        await Task.WhenAll(Enumerable.Range(0, 80).Select(i => Task.Run(async () =>
            Assert.True((await (i < 40 ? writer : other).StoreAsync(Instances.Make(1 + (i % 40)))).Status.IsSuccess))));

        var uids = _mount.Files().Select(path => DicomFile.ReadHead(_mount.Data.FullPath(path)).Dataset
            .GetString(DicomTag.SOPInstanceUID)).ToHashSet();
        Assert.Equal(40, uids.Count);
        Assert.Equal(40, _mount.Files().Length);
        Assert.Equal(40, (await _mount.Index.FindSeriesAsync(Instances.Series))!.Received);
    }

    [Fact]
    public async Task Never_loses_one_of_many_versions_of_one_instance_that_come_at_once()
    {
        using var otherRoot = new DataRoot(_mount.Data.Path, Durability.Process);
        using var other = new InstanceWriter(otherRoot, _mount.Index);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            var result = await (i % 2 == 0 ? _writer : other).StoreAsync(Instances.Make(1, 100 + (2 * i)));
            Assert.True(result.Status.IsSuccess);
        })));

        var lengths = _mount.Files().Select(path => DicomFile.Read(_mount.Data.FullPath(path)).Dataset
            .Find(DicomTag.PixelData)!.RawValue.Length).Order();
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 100 + (2 * i)), lengths);
    }

    [Fact]
    public async Task Makes_a_directory_again_that_somebody_removed()
    {
        await _writer.StoreAsync(Instances.Make(1));
        Directory.Delete(_mount.Data.FullPath("TINY001-Anderson_Alice_Q-19800515"), recursive: true);

        var result = await _writer.StoreAsync(Instances.Make(2));

        Assert.Equal(DimseStatus.Success, result.Status);
        Assert.Single(_mount.Files());
    }

    [Fact]
    public async Task Makes_the_directory_of_unfinished_files_again_that_somebody_removed()
    {
        await _writer.StoreAsync(Instances.Make(1));
        Directory.Delete(_mount.Data.Path, recursive: true);

        var result = await _writer.StoreAsync(Instances.Make(2));

        Assert.Equal(DimseStatus.Success, result.Status);
        Assert.Single(_mount.Files());
        using var other = new DataRoot(_mount.Data.Path);
        Assert.Equal(DimseStatus.Success, (await _writer.StoreAsync(Instances.Make(3))).Status);
        Assert.Equal(2, _mount.Files().Length);
    }

    [Fact]
    public async Task Puts_an_evil_instance_inside_the_data_root()
    {
        var dataset = Instances.Make(1).Set(DicomTag.PatientID, "../../evil").Set(DicomTag.StudyDescription, "..");

        var result = await _writer.StoreAsync(dataset);

        Assert.Equal(DimseStatus.Success, result.Status);
        Assert.StartsWith(".._.._evil-", Assert.Single(_mount.Files()), StringComparison.Ordinal);
    }
}
