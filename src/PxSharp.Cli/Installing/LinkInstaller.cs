namespace PxSharp.Cli.Installing;

/// <summary>Gives a program other names in a directory: by symbolic links, or by small .cmd files on Windows.</summary>
/// <param name="program">The program's full path, links followed.</param>
/// <param name="directory">Where the names appear.</param>
/// <param name="replaces">Whether a file that is not ours gives way.</param>
/// <param name="asScripts">Whether to write .cmd files, since Windows gives links to administrators only.</param>
internal sealed class LinkInstaller(string program, string directory, bool replaces, bool asScripts)
{
    /// <summary>The file that a name gets.</summary>
    public string PathOf(string name) =>
        Path.Combine(directory, asScripts ? Path.GetFileNameWithoutExtension(name) + ".cmd" : name);

    /// <summary>Makes one name lead to the program.</summary>
    /// <param name="name">The name: "px-find".</param>
    /// <param name="command">The command it stands for; null for the program itself.</param>
    /// <exception cref="IOException">The directory cannot be written, or a directory has the name.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public LinkOutcome Install(string name, string? command)
    {
        var path = PathOf(name);
        var script = $"@\"{program}\" {(command is null ? "" : command + " ")}%*\r\n";
        if (LeadsHere(path, script))
        {
            return LinkOutcome.AlreadyThere;
        }

        var isTaken = Path.Exists(path) || new FileInfo(path).LinkTarget is not null;
        if (isTaken && !replaces)
        {
            return LinkOutcome.Taken;
        }

        Put(path, script);
        return isTaken ? LinkOutcome.Replaced : LinkOutcome.Made;
    }

    private bool LeadsHere(string path, string script)
    {
        if (path == program)
        {
            return true;
        }

        return asScripts
            ? File.Exists(path) && File.ReadAllText(path) == script
            : File.Exists(path)
                && new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName == program;
    }

    /// <summary>Under a name of its own first, so that the old file is there until the new one is whole.</summary>
    private void Put(string path, string script)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            if (asScripts)
            {
                File.WriteAllText(temporary, script);
            }
            else
            {
                File.CreateSymbolicLink(temporary, Target());
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Beside the program only its name, so that the directory can move as a whole.</summary>
    private string Target() => Path.GetDirectoryName(program) == Path.TrimEndingDirectorySeparator(directory)
        ? Path.GetFileName(program)
        : program;
}
