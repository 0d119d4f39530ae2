using System.Text.RegularExpressions;
using PxSharp.Paths;

namespace PxSharp.Sources;

/// <summary>The files at a place on disk, in the order of their names.</summary>
/// <param name="dataRoot">
/// The data root, whose older versions and files on their way are left out; null: those of any data root.
/// </param>
/// <param name="nameContains">Only files with this in their name; null for all.</param>
internal sealed partial class DirectoryWalk(string? dataRoot, string? nameContains)
{
    public IEnumerable<SourceFile> Enumerate(string path)
    {
        path = Path.GetFullPath(path);
        if (File.Exists(path))
            return [new SourceFile(path, LengthOf(new FileInfo(path)))];
        return Directory.Exists(path) ? Walk(path) : [Fault(path, "there is no such file or directory")];
    }

    private IEnumerable<SourceFile> Walk(string directory)
    {
        // What is on its way is no source.
        if (Path.GetFileName(directory) == PathComponent.Incoming
            && (dataRoot is null || Path.GetDirectoryName(directory) == dataRoot))
        {
            yield break;
        }
        FileSystemInfo[] entries = [];
        SourceFile? fault = null;
        try
        {
            entries = new DirectoryInfo(directory).GetFileSystemInfos();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            fault = Fault(directory, exception.Message);
        }
        if (fault is not null)
            yield return fault;
        Array.Sort(entries, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        foreach (var entry in entries)
        {
            if (entry is DirectoryInfo)
            {
                if (entry.LinkTarget is null)
                {
                    foreach (var source in Walk(entry.FullName))
                        yield return source;
                }
            }
            else if (IsWanted(entry))
            {
                yield return new SourceFile(entry.FullName, LengthOf((FileInfo)entry));
            }
        }
    }

    private bool IsWanted(FileSystemInfo file)
    {
        if (nameContains is not null && !file.Name.Contains(nameContains, StringComparison.Ordinal))
            return false;
        // The older version of an instance must not come back as the newest.
        var isInRoot = dataRoot is null
            || file.FullName.StartsWith(dataRoot + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return !(isInRoot && Superseded.IsMatch(file.Name));
    }

    /// <summary>Gone, or a link to nowhere: whoever opens it says so.</summary>
    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static SourceFile Fault(string path, string message) => new(path, 0) { Fault = message };

    [GeneratedRegex(@"\.superseded-[0-9a-f]{16}$", RegexOptions.CultureInvariant)]
    private static partial Regex Superseded { get; }
}
