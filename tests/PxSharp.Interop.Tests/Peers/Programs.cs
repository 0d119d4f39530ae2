namespace PxSharp.Interop.Tests.Peers;

/// <summary>Finds the programs of the peers, which ./test installs.</summary>
public static class Programs
{
    private static readonly string[] Directories =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/sbin"];

    /// <summary>The program's full path, or null where it is not installed.</summary>
    public static string? Find(string name) =>
        Path.IsPathRooted(name)
            ? name
            : Directories.Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);

    /// <summary>Skips the test where the program is missing, saying which package has it.</summary>
    public static void Require(string name, string package) =>
        Assert.SkipUnless(
            Find(name) is not null,
            $"{name} is not installed: apt-get install --no-install-recommends {package}");
}
