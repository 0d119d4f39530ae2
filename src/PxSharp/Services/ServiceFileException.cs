namespace PxSharp.Services;

/// <summary>A service file cannot be used: it is not JSON, or an entry in it lacks what it must have.</summary>
/// <remarks>The message is one plain line that names the file and, where it is known, the line and the entry.</remarks>
public sealed class ServiceFileException : Exception
{
    /// <summary>Makes the error for <paramref name="path"/>.</summary>
    public ServiceFileException(string path, string problem, int? line = null, Exception? inner = null)
        : base(line is null ? $"{path}: {problem}" : $"{path}, line {line}: {problem}", inner)
    {
        Path = path;
        Line = line;
    }

    /// <summary>The file that is wrong.</summary>
    public string Path { get; }

    /// <summary>Whether the file is in order, and only has no entry of the name that was asked for.</summary>
    public bool IsUnknownName { get; init; }

    /// <summary>The line that is wrong, counted from 1; null when the whole file or an entry is meant.</summary>
    public int? Line { get; }
}
