using PxSharp.Cli.Drawing;
using PxSharp.Push;

namespace PxSharp.Cli.Pushing;

/// <summary>Says which files were not pushed, and why; the same reason again only when it is asked for.</summary>
internal sealed class PushComplaints(Invocation invocation)
{
    /// <summary>So many lines are enough to see what is wrong.</summary>
    private const int MostLines = 20;

    private readonly HashSet<string> _reasons = new(StringComparer.Ordinal);
    private long _shown;

    public void Add(InstanceNotPushed failed)
    {
        if (invocation.Verbosity > 1
            || (failed.IsTried && _shown < MostLines && _reasons.Add(WithoutName(failed))))
        {
            _shown++;
            invocation.WriteError($"not pushed: {failed.FilePath}: {failed.Reason}");
        }
    }

    /// <summary>Says how many there are besides.</summary>
    public void Finish(long failed)
    {
        if (failed > _shown)
        {
            invocation.WriteError($"not pushed: {ShownValue.Count(failed - _shown, "more file", "more files")}, "
                + "for the same reasons (-v 2 lists them)");
        }
    }

    /// <summary>A store that does not answer is the same for all, though each message names its object.</summary>
    private static string WithoutName(InstanceNotPushed failed) => failed.Instance?.ObjectName is { } name
        ? failed.Reason.Replace(name, "", StringComparison.Ordinal)
        : failed.Reason;
}
