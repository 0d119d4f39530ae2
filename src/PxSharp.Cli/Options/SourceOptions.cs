using System.CommandLine;
using PxSharp.Cli.Failures;

namespace PxSharp.Cli.Options;

/// <summary>Which files of this machine a command works on, also by the options of pypx.</summary>
internal sealed class SourceOptions
{
    public Argument<string[]> Paths { get; } = new("PATH")
    {
        Description = "files, or directories to go through with all below them",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public Option<string?> Directory { get; } = Make.Text("--xcrdir", "DIR", "the same, as pypx has it", "-p");

    public Option<string?> File { get; } = Make.Text("--xcrfile", "FILE", "one file in --xcrdir", "-f");

    public Option<string?> DirectoryFile { get; } = Make.Text(
        "--xcrdirfile", "FILE", "one file, with its directory");

    public Option<string?> Contains { get; } = Make.Text(
        "--parseAllFilesWithSubStr", "TEXT", "only files with this in their name");

    /// <summary>The files and directories that are named; empty when none is.</summary>
    public IReadOnlyList<string> Resolve(Invocation invocation)
    {
        var sources = new List<string>(invocation.Get(Paths) ?? []);
        var directory = invocation.Text(Directory);
        if (invocation.Text(File) is { } file)
        {
            sources.Add(Path.Combine(directory ?? ".", file));
        }
        else if (directory is not null)
        {
            sources.Add(directory);
        }

        if (invocation.Text(DirectoryFile) is { } path)
        {
            sources.Add(path);
        }

        return sources;
    }

    /// <summary>The first of them that is not there; null when all are.</summary>
    public static string? FindMissing(IEnumerable<string> sources) =>
        sources.FirstOrDefault(source => !System.IO.File.Exists(source) && !System.IO.Directory.Exists(source));

    /// <summary>The failure of a source that is not there.</summary>
    public static CommandFailedException Missing(string source) =>
        new(ExitCode.BadData, $"there is no file or directory {source}");
}
