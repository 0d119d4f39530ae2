using System.Formats.Tar;
using PxSharp.Interop.Tests.Peers;

namespace PxSharp.Packaging.Tests;

/// <summary>The archive by the OCI image specification 1.0, byte by byte.</summary>
public sealed class ImageTests
{
    private readonly ImageArchive _image = new(Artifacts.Image);

    [Fact]
    public void Every_blob_is_what_its_descriptor_says_and_none_is_left_over()
    {
        Assert.Equal("1.0.0", _image.Json("oci-layout").GetProperty("imageLayoutVersion").GetString());
        Assert.Equal(1, _image.Json("index.json").GetProperty("manifests").GetArrayLength());
        Assert.Equal(1, _image.Manifest().GetProperty("layers").GetArrayLength());
        Assert.Equal(
            ImageArchive.Digest(_image.Layer()),
            _image.Configuration().GetProperty("rootfs").GetProperty("diff_ids")[0].GetString());
        Assert.Equal(3, _image.Files.Keys.Count(name => name.StartsWith("blobs/", StringComparison.Ordinal)));
    }

    [Fact]
    public void It_runs_px_container_as_an_ordinary_user_with_a_volume_for_BASEMOUNT()
    {
        var run = _image.Configuration().GetProperty("config");

        Assert.Equal("1001:1001", run.GetProperty("User").GetString());
        Assert.Equal(
            ["/usr/bin/px", "container"],
            run.GetProperty("Entrypoint").EnumerateArray().Select(word => word.GetString()));
        Assert.True(run.GetProperty("Volumes").TryGetProperty("/home/dicom", out _));
        Assert.Contains(
            "PX_BASEMOUNT=/home/dicom",
            run.GetProperty("Env").EnumerateArray().Select(variable => variable.GetString()));
    }

    [Fact]
    public void It_holds_px_its_libraries_and_what_a_system_must_have_and_no_shell()
    {
        var entries = ImageArchive.Headers(_image.Layer()).ToList();
        var files = entries.Where(entry => entry.EntryType == TarEntryType.RegularFile)
            .Select(entry => entry.Name[1..]).ToList();

        Assert.Equal(
            ["/usr/bin/libe_sqlite3.so", "/usr/bin/px"],
            files.Where(name => name.StartsWith("/usr/bin/", StringComparison.Ordinal)));
        Assert.Equal(
            ["/etc/group", "/etc/nsswitch.conf", "/etc/passwd"],
            files.Where(name => name.StartsWith("/etc/", StringComparison.Ordinal)
                && !name.StartsWith("/etc/ssl/", StringComparison.Ordinal)));
        Assert.All(
            files.Where(name => !name.StartsWith("/usr/bin/", StringComparison.Ordinal)
                && !name.StartsWith("/etc/", StringComparison.Ordinal)),
            name => Assert.Matches(@"^(/usr)?/lib[^/]*/.*\.so", name));
        Assert.All(entries, entry => Assert.True(
            entry.Uid == (entry.Name.StartsWith("./home/dicom", StringComparison.Ordinal) ? 1001 : 0), entry.Name));
        Assert.All(entries, entry => Assert.False(
            entry.EntryType != TarEntryType.SymbolicLink && entry.Name != "./tmp/"
                && entry.Mode.HasFlag(UnixFileMode.OtherWrite),
            entry.Name));
    }

    [Fact]
    public async Task The_same_files_give_the_same_bytes()
    {
        using var directory = new TemporaryDirectory();
        var again = directory["again.tar"];

        var made = await Artifacts.RunAsync(
            Path.Combine(Artifacts.Root, "packaging", "image", "make"), Artifacts.Bin, again, Artifacts.Version);

        Assert.Equal("", made.Output);
        Assert.Equal(
            ImageArchive.Digest(File.ReadAllBytes(Artifacts.Image)), ImageArchive.Digest(File.ReadAllBytes(again)));
    }
}
