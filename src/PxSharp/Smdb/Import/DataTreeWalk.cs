using System.Text.RegularExpressions;
using PxSharp.Paths;

namespace PxSharp.Smdb.Import;

/// <summary>
/// The directories of a data tree that have files, in one fixed order, so that a walk can go on later.
/// </summary>
internal sealed partial class DataTreeWalk(string root)
{
    /// <summary>The files of one directory; <c>Fault</c> says why it cannot be read.</summary>
    public readonly record struct Files(string Directory, IReadOnlyList<string> Paths, string? Fault = null);

    /// <summary>The directories after the given one; all when it is null.</summary>
    /// <param name="after">A directory, relative, as <see cref="Files.Directory"/> has it.</param>
    public IEnumerable<Files> Enumerate(string? after) => Walk("", after is null ? null : Parts(after), 0);

    // Files of a directory come before its sub-directories, and these in the order of their names.
    private IEnumerable<Files> Walk(string directory, string[]? after, int depth)
    {
        FileSystemInfo[] entries = [];
        string? fault = null;
        try
        {
            entries = new DirectoryInfo(Path.Combine(root, directory)).GetFileSystemInfos();
        }
        catch (Exception exception) when (
            exception is UnauthorizedAccessException or IOException && directory.Length > 0)
        {
            fault = exception.Message;
        }
        Array.Sort(entries, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        if (after is null)
        {
            var files = entries.Where(IsInstance).Select(file => file.FullName).ToArray();
            if (files.Length > 0 || fault is not null)
            {
                yield return new Files(directory, files, fault);
            }
        }
        foreach (var entry in entries)
        {
            var order = after is null || depth == after.Length ? 1 : string.CompareOrdinal(entry.Name, after[depth]);
            if (entry is not DirectoryInfo || entry.LinkTarget is not null || entry.Name == PathComponent.Incoming
                || order < 0)
            {
                continue;
            }
            foreach (var files in Walk(Path.Combine(directory, entry.Name), order == 0 ? after : null, depth + 1))
            {
                yield return files;
            }
        }
    }

    private static bool IsInstance(FileSystemInfo file) => file is FileInfo && !Superseded.IsMatch(file.Name);

    private static string[] Parts(string directory) => directory.Split(Path.DirectorySeparatorChar);

    // The older version of an instance must not come back as the newest.
    [GeneratedRegex(@"\.superseded-[0-9a-f]{16}$", RegexOptions.CultureInvariant)]
    private static partial Regex Superseded { get; }
}
