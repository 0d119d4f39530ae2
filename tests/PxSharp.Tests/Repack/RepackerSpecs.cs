using PxSharp.Dicom;
using PxSharp.Repack;
using PxSharp.Storage;
using PxSharp.Tests.Receive;
using Xunit;

namespace PxSharp.Tests.Repack;

public sealed class RepackerSpecs : IAsyncDisposable
{
    private const string Path1 = "TINY001-Anderson_Alice_Q-19800515/MR_BRAIN-ACC0001-20230115/Localizer-a44a304/"
        + "0001-" + Instances.Series + ".1.dcm";

    private readonly BaseMount _mount = new(Durability.Disk);
    private readonly Repacker _repacker;

    public RepackerSpecs()
    {
        _repacker = new Repacker(_mount.Data, _mount.Index);
        Directory.CreateDirectory(_mount["in"]);
    }

    public ValueTask DisposeAsync() => _mount.DisposeAsync();

    [Fact]
    public async Task Copies_every_instance_below_a_directory_and_records_it()
    {
        Directory.CreateDirectory(_mount["in", "a", "b"]);
        Write(_mount["in", "a", "1.dcm"], 1);
        Write(_mount["in", "a", "b", "2"], 2);
        Write(_mount["in", "3.dcm"], 3);

        var events = await Run();

        Assert.Equal(3, events.OfType<FileRepacked>().Count());
        Assert.All(events.OfType<FileRepacked>(), repacked => Assert.Equal(PlacedOutcome.New, repacked.Outcome));
        Assert.Equal(3, _mount.Files().Length);
        Assert.Equal(
            await File.ReadAllBytesAsync(_mount["in", "a", "1.dcm"]),
            await File.ReadAllBytesAsync(_mount.Data.FullPath(Path1)));
        Assert.Equal(3, (await _mount.Index.FindSeriesAsync(Instances.Series))!.Received);
        Assert.Equal(3, Directory.EnumerateFiles(_mount["in"], "*", SearchOption.AllDirectories).Count());
        Assert.Empty(_mount.Unfinished());
    }

    [Fact]
    public async Task Changes_nothing_when_it_is_done_again()
    {
        Write(_mount["in", "1.dcm"], 1);
        await Run();

        var events = await Run();

        Assert.Equal(PlacedOutcome.AlreadyThere, Assert.IsType<FileRepacked>(Assert.Single(events)).Outcome);
        Assert.Equal([Path1], _mount.Files());
        Assert.Equal(1, (await _mount.Index.GetTotalsAsync()).Instances);
    }

    [Fact]
    public async Task Takes_only_names_that_contain_what_was_asked_for()
    {
        Write(_mount["in", "1.dcm"], 1);
        Write(_mount["in", "2.ima"], 2);

        var events = await Run(new RepackOptions { Source = _mount["in"], NameContains = ".dc" });

        Assert.EndsWith("1.dcm", Assert.Single(events).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_single_file()
    {
        Write(_mount["in", "1.dcm"], 1);
        Write(_mount["in", "2.dcm"], 2);

        Assert.IsType<FileRepacked>(Assert.Single(await Run(new RepackOptions { Source = _mount["in", "2.dcm"] })));
    }

    [Fact]
    public async Task Names_what_is_not_there()
    {
        var events = await Run(new RepackOptions { Source = _mount["none"] });

        var left = Assert.IsType<FileLeftAlone>(Assert.Single(events));

        Assert.Equal((LeftAloneReason.Failed, _mount["none"]), (left.Reason, left.Source));
    }

    [Fact]
    public async Task Names_a_file_that_is_not_DICOM_and_leaves_it_alone()
    {
        File.WriteAllText(_mount["in", "notes.txt"], "These are notes about the patient in bed seven.");
        File.WriteAllText(_mount["in", "empty"], "");

        var events = await Run(new RepackOptions { Source = _mount["in"], RemoveSources = true });

        Assert.Equal(2, events.Count);
        Assert.All(events, left => Assert.Equal(LeftAloneReason.NotDicom, Assert.IsType<FileLeftAlone>(left).Reason));
        Assert.Equal(2, Directory.EnumerateFiles(_mount["in"]).Count());
        Assert.Empty(_mount.Files());
    }

    [Fact]
    public async Task Names_a_pipe_and_does_not_wait_for_who_writes_into_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells a pipe from a file");
        var pipe = _mount["in", "pipe.dcm"];
        Pipes.Make(pipe);

        var left = Assert.IsType<FileLeftAlone>(
            Assert.Single(await Run(new RepackOptions { Source = _mount["in"], RemoveSources = true })));

        Assert.Equal((pipe, LeftAloneReason.NotDicom), (left.Source, left.Reason));
        Assert.Contains("it is no file, but a pipe", left.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_a_DICOMDIR_and_leaves_it_alone()
    {
        var dataset = Instances.Make(1);
        dataset.Remove(DicomTag.SOPInstanceUID);
        Write(_mount["in", "DICOMDIR"], dataset);

        Assert.Equal(LeftAloneReason.NotAnInstance, Assert.IsType<FileLeftAlone>(Assert.Single(await Run())).Reason);
    }

    [Fact]
    public async Task Says_of_a_data_set_that_is_no_instance_what_it_lacks()
    {
        var dataset = new DicomDataset().Set(DicomTag.PixelData, DicomVR.OW, new byte[8]);
        Directory.CreateDirectory(_mount["in"]);
        var header = DicomFile.BuildPreambleAndMeta(
            DicomUID.MRImageStorage, "1.2.3", DicomUID.ExplicitVRLittleEndian, "SENDER");
        await File.WriteAllBytesAsync(_mount["in", "1.dcm"], [.. header, .. Instances.Encode(dataset)]);

        var left = Assert.IsType<FileLeftAlone>(Assert.Single(await Run()));

        Assert.Equal(LeftAloneReason.NotAnInstance, left.Reason);
        Assert.Equal("it has no SOP Class UID or no SOP Instance UID", left.Message);
    }

    [Fact]
    public async Task Never_puts_a_truncated_file_in_the_place_of_a_good_one()
    {
        Write(_mount["in", "1.dcm"], 1);
        await Run();
        var good = await File.ReadAllBytesAsync(_mount.Data.FullPath(Path1));
        await File.WriteAllBytesAsync(_mount["in", "1.dcm"], good[..^100]);

        var events = await Run(new RepackOptions { Source = _mount["in"], RemoveSources = true });

        Assert.Equal(LeftAloneReason.NotWhole, Assert.IsType<FileLeftAlone>(Assert.Single(events)).Reason);
        Assert.True(File.Exists(_mount["in", "1.dcm"]));
        Assert.Equal([Path1], _mount.Files());
        Assert.Equal(good, await File.ReadAllBytesAsync(_mount.Data.FullPath(Path1)));
        Assert.Empty(_mount.Unfinished());
    }

    [Fact]
    public async Task Puts_a_good_file_in_the_place_of_a_truncated_one_and_keeps_that()
    {
        Write(_mount["in", "1.dcm"], 1);
        var good = await File.ReadAllBytesAsync(_mount["in", "1.dcm"]);
        Directory.CreateDirectory(Path.GetDirectoryName(_mount.Data.FullPath(Path1))!);
        await File.WriteAllBytesAsync(_mount.Data.FullPath(Path1), good[..^100]);

        await Run();

        Assert.Equal(good, await File.ReadAllBytesAsync(_mount.Data.FullPath(Path1)));
        Assert.Equal(2, _mount.Files().Length);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public async Task Gives_a_bare_data_set_a_right_header(bool hasMeta, bool isImplicit)
    {
        var syntax = isImplicit ? TransferSyntax.ImplicitVRLittleEndian : TransferSyntax.ExplicitVRLittleEndian;
        var dataset = Instances.Make(1);
        using var stream = new MemoryStream();
        new DicomFile(dataset, syntax).Write(stream);
        var bytes = hasMeta ? stream.ToArray()[132..] : Instances.Encode(dataset, syntax);
        await File.WriteAllBytesAsync(_mount["in", "bare"], bytes);

        Assert.IsType<FileRepacked>(Assert.Single(await Run()));

        var file = DicomFile.Read(_mount.Data.FullPath(Path1));
        Assert.Equal(syntax.UID, file.MetaInformation.GetString(DicomTag.TransferSyntaxUID));
        Assert.Equal(Instances.Series + ".1", file.MetaInformation.GetString(DicomTag.MediaStorageSOPInstanceUID));
        var written = await File.ReadAllBytesAsync(_mount.Data.FullPath(Path1));
        Assert.Equal("DICM"u8.ToArray(), written[128..132]);
        Assert.Equal(Instances.Encode(dataset, syntax), written[(int)file.DatasetOffset..]);
    }

    [Fact]
    public async Task Removes_a_source_only_when_asked()
    {
        Write(_mount["in", "1.dcm"], 1);

        var repacked = Assert.IsType<FileRepacked>(
            Assert.Single(await Run(new RepackOptions { Source = _mount["in"], RemoveSources = true })));

        Assert.True(repacked.IsSourceRemoved);
        Assert.Empty(Directory.EnumerateFiles(_mount["in"]));
        Assert.Equal([Path1], _mount.Files());
    }

    [Fact]
    public async Task Keeps_the_source_when_the_disk_is_full()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/full");
        Write(_mount["in", "1.dcm"], 1);
        _mount.Data.OpenTemporary = _ => File.OpenHandle("/dev/full", FileMode.Open, FileAccess.ReadWrite);

        var events = await Run(new RepackOptions { Source = _mount["in"], RemoveSources = true });

        Assert.Equal(LeftAloneReason.Failed, Assert.IsType<FileLeftAlone>(Assert.Single(events)).Reason);
        Assert.True(File.Exists(_mount["in", "1.dcm"]));
        Assert.Empty(_mount.Files());
    }

    [Fact]
    public async Task Does_not_remove_sources_when_copies_could_be_lost()
    {
        await using var mount = new BaseMount(Durability.Process);
        var repacker = new Repacker(mount.Data, mount.Index);

        Assert.Throws<ArgumentException>(
            () => repacker.RunAsync(new RepackOptions { Source = _mount["in"], RemoveSources = true }));
    }

    [Fact]
    public async Task Records_the_data_root_itself_anew_and_removes_nothing_of_it()
    {
        Write(_mount["in", "1.dcm"], 1);
        await Run();
        Write(_mount["in", "1.dcm"], Instances.Make(1, 2000));
        await Run();
        var files = _mount.Files();
        await using var fresh = new BaseMount();
        var repacker = new Repacker(_mount.Data, fresh.Index);

        var events = await repacker.RunAsync(
            new RepackOptions { Source = _mount.Data.Path, RemoveSources = true }).ToListAsync();

        var repacked = Assert.IsType<FileRepacked>(Assert.Single(events));
        Assert.Equal((PlacedOutcome.AlreadyThere, false), (repacked.Outcome, repacked.IsSourceRemoved));
        Assert.Equal(2, files.Length);
        Assert.Equal(files, _mount.Files());
        Assert.Equal(Path1, (await fresh.Index.FindInstanceAsync(Instances.Series + ".1"))!.RelativePath);
    }

    [Fact]
    public async Task Stops_when_nobody_listens_any_more()
    {
        for (var i = 0; i < 500; i++)
            File.WriteAllText(_mount["in", $"{i}.txt"], "no");

        await foreach (var happened in _repacker.RunAsync(new RepackOptions { Source = _mount["in"] }))
        {
            Assert.NotNull(happened);
            break;
        }

        Assert.Empty(_mount.Files());
    }

    private async Task<List<RepackEvent>> Run(RepackOptions? options = null)
        => await _repacker.RunAsync(options ?? new RepackOptions { Source = _mount["in"] }).ToListAsync();

    private static void Write(string path, int number) => Write(path, Instances.Make(number));

    private static void Write(string path, DicomDataset dataset)
    {
        using var stream = File.Create(path);
        new DicomFile(dataset, TransferSyntax.ExplicitVRLittleEndian).Write(stream);
    }
}
