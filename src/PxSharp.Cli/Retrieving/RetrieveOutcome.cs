using PxSharp.Retrieve;

namespace PxSharp.Cli.Retrieving;

/// <summary>What came of a retrieve.</summary>
/// <param name="Series">How each series ended.</param>
/// <param name="Finished">The totals.</param>
internal sealed record RetrieveOutcome(IReadOnlyList<SeriesFinished> Series, RetrieveFinished Finished)
{
    /// <summary>0 only when all that was promised is here; where nothing is, the code of what was in the way.</summary>
    public ExitCode ExitCode => Finished.IsComplete ? ExitCode.Done
        : Finished.Received > 0 ? ExitCode.Incomplete
        : Series.Any(series => series.Failure == RetrieveFailure.Connection) ? ExitCode.NoConnection
        : Series.Any(series => series.Failure == RetrieveFailure.Pacs) ? ExitCode.PacsFailure
        : ExitCode.Incomplete;
}
