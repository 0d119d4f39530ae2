namespace PxSharp.Packaging.Tests;

public sealed class NativeExecutableTests
{
    private const long MostBytes = 40 * 1024 * 1024;

    [Fact]
    public void It_and_what_lies_beside_it_take_less_than_40_MiB()
    {
        var files = new DirectoryInfo(Artifacts.Bin).GetFiles().Where(file => file.LinkTarget is null).ToList();

        Assert.Equal(["libe_sqlite3.so", "px"], files.Select(file => file.Name).Order());
        Assert.InRange(files.Sum(file => file.Length), 1, MostBytes);
    }

    [Fact]
    public async Task It_needs_no_runtime_and_no_environment()
    {
        var run = await Artifacts.RunAsync("env", "-i", Artifacts.Px, "--version");

        Assert.Equal($"px {Artifacts.Version}\n", run.Output);
    }

    [Fact]
    public async Task It_goes_the_whole_road()
    {
        var run = await Artifacts.RunAsync(Artifacts.Px, "demo");

        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("px-echo")]
    [InlineData("px-find")]
    [InlineData("px-listen")]
    [InlineData("px-move")]
    [InlineData("px-repack")]
    [InlineData("px-report")]
    [InlineData("px-smdb")]
    [InlineData("px-status")]
    public async Task A_link_is_the_tool_of_its_name(string tool)
    {
        var linked = await Artifacts.RunAsync(Path.Combine(Artifacts.Bin, tool), "--help");
        var named = await Artifacts.RunAsync(Artifacts.Px, tool[3..], "--help");

        Assert.Equal(0, linked.ExitCode);
        Assert.Equal(named.Output, linked.Output);
    }
}
