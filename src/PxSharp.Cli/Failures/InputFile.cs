namespace PxSharp.Cli.Failures;

/// <summary>Reads a file that the command line names: what is not there is bad input, not storage trouble.</summary>
internal static class InputFile
{
    /// <summary>What <paramref name="read"/> gives for the file.</summary>
    /// <exception cref="CommandFailedException">There is no such file.</exception>
    public static T Read<T>(string path, Func<string, T> read)
    {
        if (Directory.Exists(path))
        {
            throw new CommandFailedException(ExitCode.BadData, $"{path} is a directory, not a file");
        }

        try
        {
            return read(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailedException(ExitCode.BadData, new FileInfo(path).LinkTarget is { } target
                ? $"{path} is a symbolic link to {target}, which is not there"
                : $"there is no file {path}");
        }
    }
}
