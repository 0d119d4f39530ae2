using PxSharp.Storage;
using Xunit;

namespace PxSharp.Tests.Storage;

public sealed class DataRootSpecs : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Removes_at_the_start_what_a_dead_process_left_unfinished()
    {
        Directory.CreateDirectory(_directory[".incoming", "17-dead"]);
        File.WriteAllText(_directory[".incoming", "17-dead", "1.part"], "half");
        File.WriteAllText(_directory[".incoming", "17-dead.lock"], "");
        Directory.CreateDirectory(_directory[".incoming", "18-dead"]);

        using var root = new DataRoot(_directory.Path, Durability.Process);

        var left = Path.GetFileName(Assert.Single(Directory.EnumerateDirectories(_directory[".incoming"])));
        Assert.StartsWith($"{Environment.ProcessId}-", left, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory[".incoming", "17-dead.lock"]));
    }

    [Fact]
    public void Leaves_alone_what_a_living_process_has_under_way()
    {
        using var living = new DataRoot(_directory.Path, Durability.Process);
        using var file = living.CreateTemporary("1.2.3", out var path);

        using var other = new DataRoot(_directory.Path, Durability.Process);

        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Leaves_nothing_of_its_own_at_the_end()
    {
        using (var root = new DataRoot(_directory.Path, Durability.Process))
            root.CreateTemporary("1.2.3", out _).Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory[".incoming"]));
    }

    [Fact]
    public void Syncs_directories_without_complaint()
    {
        var maker = new DirectoryMaker(_directory.Path, Durability.Disk);

        maker.Ensure("a/b/c");
        maker.Ensure("a/b/c");

        Assert.True(Directory.Exists(_directory["a", "b", "c"]));
        Assert.Throws<IOException>(() => Native.SyncDirectory(_directory["none"]));
    }

    [Fact]
    public void Takes_no_name_from_another_file()
    {
        File.WriteAllText(_directory["one"], "1");
        File.WriteAllText(_directory["two"], "2");

        Assert.False(Native.TryRename(_directory["two"], _directory["one"]));
        Assert.False(Native.TryLink(_directory["two"], _directory["one"]));
        Assert.True(Native.TryLink(_directory["two"], _directory["three"]));
        Assert.True(Native.TryRename(_directory["two"], _directory["four"]));

        Assert.Equal("1", File.ReadAllText(_directory["one"]));
        Assert.Equal("2", File.ReadAllText(_directory["three"]));
        Assert.Equal("2", File.ReadAllText(_directory["four"]));
        Assert.False(File.Exists(_directory["two"]));
    }

    [Fact]
    public void Gives_an_instance_the_name_back_at_which_its_file_lost_all_bytes()
    {
        using var root = new DataRoot(_directory.Path, Durability.Process);
        File.WriteAllText(_directory["a.dcm"], "");
        root.CreateTemporary("1.2.3", out var temporary).Dispose();
        File.WriteAllText(temporary, "whole");

        var placed = root.Place(temporary, "a.dcm", "1.2.3", 5);

        Assert.Equal(new PlacedFile("a.dcm", 5, PlacedOutcome.New), placed);
        Assert.Equal("whole", File.ReadAllText(_directory["a.dcm"]));
    }

    [Fact]
    public void Leaves_a_file_alone_that_is_nobodys_but_has_content()
    {
        using var root = new DataRoot(_directory.Path, Durability.Process);
        File.WriteAllText(_directory["a.dcm"], "a note");
        root.CreateTemporary("1.2.3", out var temporary).Dispose();
        File.WriteAllText(temporary, "whole");

        var placed = root.Place(temporary, "a.dcm", "1.2.3", 5);

        Assert.NotEqual("a.dcm", placed.RelativePath);
        Assert.Equal("a note", File.ReadAllText(_directory["a.dcm"]));
        Assert.Equal("whole", File.ReadAllText(_directory[placed.RelativePath]));
    }
}
