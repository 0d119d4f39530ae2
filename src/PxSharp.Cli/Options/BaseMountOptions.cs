using System.CommandLine;

namespace PxSharp.Cli.Options;

/// <summary>Where received files and the tracking database live: BASEMOUNT.</summary>
internal sealed class BaseMountOptions(bool hasDataDirectory = false)
{
    /// <summary>Where pypx keeps its data unless told otherwise.</summary>
    private const string SystemDirectory = "/home/dicom";

    /// <summary>The environment variable that names BASEMOUNT where <c>--db</c> is not given.</summary>
    public const string Variable = "PX_BASEMOUNT";

    /// <summary>pypx's <c>--db</c>: the log directory, whose parent is the BASEMOUNT.</summary>
    public Option<string?> LogDirectory { get; } = Make.Text(
        "--db",
        "DIR",
        "the log directory; its parent, BASEMOUNT, holds data/, log/ and services/ (default: log/ in $PX_BASEMOUNT, "
            + "else in /home/dicom where that can be written, else in ~/.local/share/px)",
        "--dblogbasepath",
        "--logdir");

    public Option<string?> DataDirectory { get; } = Make.Text(
        "--datadir", "DIR", "where the tree of files grows (default BASEMOUNT/data)");

    public OptionGroup Group => hasDataDirectory
        ? new OptionGroup("Storage", LogDirectory, DataDirectory)
        : new OptionGroup("Storage", LogDirectory);

    /// <summary>The directories that the options and the environment name.</summary>
    /// <param name="invocation">The options.</param>
    /// <param name="upstream">The log directory of an earlier query, where none is given; null for none.</param>
    public BaseMount Resolve(Invocation invocation, string? upstream = null) =>
        Resolve(invocation, LogDirectory, DataDirectory, upstream);

    /// <summary>The same for a command whose options have other names.</summary>
    public static BaseMount Resolve(
        Invocation invocation, Option<string?> logDirectory, Option<string?> dataDirectory, string? upstream = null)
    {
        var log = Path.GetFullPath(
            invocation.Text(logDirectory) ?? upstream ?? DefaultLogDirectory(invocation.Surroundings));
        var root = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(log)) ?? log;
        var data = invocation.Has(dataDirectory) ? invocation.Text(dataDirectory) : null;
        return new BaseMount(root, log, Path.GetFullPath(data ?? Path.Combine(root, "data")));
    }

    /// <summary>The log directory where no option names one.</summary>
    public static string DefaultLogDirectory(Surroundings surroundings) =>
        Path.GetFullPath(Path.Combine(DefaultDirectory(surroundings), "log"));

    private static string DefaultDirectory(Surroundings surroundings)
    {
        if (surroundings.Variable(Variable) is { Length: > 0 } directory)
        {
            return directory;
        }

        if (IsWritable(SystemDirectory))
        {
            return SystemDirectory;
        }

        var home = surroundings.Variable("XDG_DATA_HOME") is { Length: > 0 } data
            ? data
            : Path.Combine(surroundings.Variable("HOME") ?? ".", ".local", "share");
        return Path.Combine(home, "px");
    }

    private static bool IsWritable(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return false;
        }

        try
        {
            using var probe = new FileStream(
                Path.Combine(directory, ".px-" + Path.GetRandomFileName()),
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    Options = FileOptions.DeleteOnClose,
                });
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
