using PxSharp.Push;

namespace PxSharp.Cli.Pushing;

/// <summary>How a push ends.</summary>
internal static class PushExitCode
{
    /// <summary>
    /// 0 when the target has all, 1 when it has some; where it has nothing, the code of what was in the way.
    /// </summary>
    public static ExitCode Of(PushTotals totals)
    {
        if (totals.IsComplete)
        {
            return ExitCode.Done;
        }

        return !totals.IsNothing ? ExitCode.Incomplete : totals.Failures.MaxBy(pair => pair.Value).Key switch
        {
            PushFailure.Unreachable => ExitCode.NoConnection,
            PushFailure.Denied or PushFailure.Full or PushFailure.Refused => ExitCode.PacsFailure,
            PushFailure.Source => ExitCode.Storage,
            _ => ExitCode.BadData,
        };
    }
}
