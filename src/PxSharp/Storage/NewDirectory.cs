namespace PxSharp.Storage;

/// <summary>Makes directories, and says in plain words when one cannot be made.</summary>
public static class NewDirectory
{
    /// <summary>Makes it, with those above it, where it is not there.</summary>
    /// <returns>Whether it was not there.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not make it.</exception>
    public static bool Make(string path)
    {
        if (Directory.Exists(path))
            return false;
        try
        {
            Directory.CreateDirectory(path);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // .NET speaks of a file that it could not find where the file system takes no directory, as /proc does.
            throw new IOException($"the file system takes no new directory {path}", exception);
        }
    }
}
