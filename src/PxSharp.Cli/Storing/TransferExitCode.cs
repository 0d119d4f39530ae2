using PxSharp.ObjectStores.Transfers;

namespace PxSharp.Cli.Storing;

/// <summary>How copies into a store or out of it end.</summary>
internal static class TransferExitCode
{
    /// <summary>0 when all are there, 1 when some are; where none is, what was in the way of most.</summary>
    public static ExitCode Of(TransferTotals totals) => totals.IsComplete ? ExitCode.Done
        : totals.IsNothing ? Of(totals.Failures.MaxBy(pair => pair.Value).Key)
        : ExitCode.Incomplete;

    /// <summary>The code of what was in the way; 1 where nothing was but what is there, or is not.</summary>
    public static ExitCode Of(TransferFailure? failure) => failure switch
    {
        null or TransferFailure.Exists => ExitCode.Incomplete,
        TransferFailure.Unreachable => ExitCode.NoConnection,
        TransferFailure.LocalFile => ExitCode.Storage,
        TransferFailure.BadName => ExitCode.BadData,
        _ => ExitCode.PacsFailure,
    };
}
