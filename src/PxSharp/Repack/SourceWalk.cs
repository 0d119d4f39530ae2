using System.Text.RegularExpressions;
using PxSharp.Paths;

namespace PxSharp.Repack;

/// <summary>The files to repack, in the order of their names.</summary>
internal sealed partial class SourceWalk(string dataRoot, RepackOptions options)
{
    public readonly record struct Source(string Path, FileLeftAlone? Fault);

    public IEnumerable<Source> Enumerate()
    {
        var path = Path.GetFullPath(options.Source);
        if (File.Exists(path))
            return [new Source(path, null)];
        return Directory.Exists(path) ? Walk(path) : [Fault(path, "there is no such file or directory")];
    }

    private IEnumerable<Source> Walk(string directory)
    {
        // What is on its way is no source.
        if (directory == Path.Combine(dataRoot, PathComponent.Incoming))
            yield break;
        FileSystemInfo[] entries = [];
        Source? fault = null;
        try
        {
            entries = new DirectoryInfo(directory).GetFileSystemInfos();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            fault = Fault(directory, exception.Message);
        }
        if (fault is { } unreadable)
            yield return unreadable;
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
                yield return new Source(entry.FullName, null);
            }
        }
    }

    private bool IsWanted(FileSystemInfo file)
    {
        if (options.NameContains is { } part && !file.Name.Contains(part, StringComparison.Ordinal))
            return false;
        // The older version of an instance must not come back as the newest.
        return !(file.FullName.StartsWith(dataRoot + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && Superseded.IsMatch(file.Name));
    }

    private static Source Fault(string path, string message)
        => new(path, new FileLeftAlone(path, LeftAloneReason.Failed, message));

    [GeneratedRegex(@"\.superseded-[0-9a-f]{16}$", RegexOptions.CultureInvariant)]
    private static partial Regex Superseded { get; }
}
