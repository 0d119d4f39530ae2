using PxSharp.Cli.Drawing;
using PxSharp.Cube;
using PxSharp.Cube.Registration;

namespace PxSharp.Cli.Registering;

/// <summary>
/// Says which files were not registered, and why; the same reason again for another series, when it is about files, or
/// when it is asked for.
/// </summary>
internal sealed class RegisterComplaints(Invocation invocation)
{
    /// <summary>So many lines are enough to see what is wrong.</summary>
    private const int MostLines = 20;

    private readonly HashSet<(string Reason, string? SeriesUID)> _reasons = [];
    private readonly HashSet<string> _remarks = new(StringComparer.Ordinal);
    private long _shown;

    public void Add(FileNotRegistered failed)
    {
        // A CUBE that does not answer is the same for all.
        var series = failed.Cause is null or { Failure: CubeFailure.Refused } ? failed.Fields?.SeriesInstanceUID : null;
        if (invocation.Verbosity > 1 || (_shown < MostLines && _reasons.Add((failed.Reason, series))))
        {
            _shown++;
            invocation.WriteError($"not registered: {failed.File.FilePath}: {failed.Reason}");
        }
    }

    /// <summary>Says what of a file CUBE was not told as it stands there.</summary>
    public void Note(FileRegistered registered)
    {
        foreach (var remark in registered.Fields.Remarks)
        {
            if (invocation.Verbosity > 1 || (_remarks.Count < MostLines && _remarks.Add(remark)))
            {
                invocation.WriteError($"note: {registered.File.FilePath}: {remark}");
            }
        }
    }

    /// <summary>Says how many there are besides.</summary>
    public void Finish(long failed)
    {
        if (failed > _shown)
        {
            invocation.WriteError($"not registered: {ShownValue.Count(failed - _shown, "more file", "more files")}, "
                + "for the same reasons (-v 2 lists them)");
        }
    }
}
