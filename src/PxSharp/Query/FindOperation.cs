using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Dimse;
using PxSharp.Pacs;

namespace PxSharp.Query;

/// <summary>One C-FIND from its request to its last response, made again when the association is lost.</summary>
internal static class FindOperation
{
    /// <summary>
    /// The matches that one query may have: a PACS that never ends must not fill the memory. No archive has so many
    /// studies in a query that makes sense, and no study so many series.
    /// </summary>
    internal const int MostMatches = 500_000;

    /// <summary>Collects the matches.</summary>
    /// <param name="connection">Whom to ask.</param>
    /// <param name="identifier">What to ask.</param>
    /// <param name="keep">Whether a match counts for <paramref name="maximum"/>; all matches are given.</param>
    /// <param name="maximum">After how many that count the query is cancelled; null: never.</param>
    /// <param name="mostMatches">After how many matches the query is given up as one without end.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    internal static async Task<FindOutcome> RunAsync(
        PacsConnection connection,
        DicomDataset identifier,
        Func<DicomDataset, bool>? keep = null,
        int? maximum = null,
        int mostMatches = MostMatches,
        CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var association = await connection.OpenAsync(cancellationToken);
            try
            {
                var outcome = await CollectAsync(
                    connection, association, identifier, keep, maximum, mostMatches, cancellationToken);
                connection.Succeeded();
                return outcome;
            }
            catch (DicomNetworkException e)
            {
                await connection.LostAsync(e, cancellationToken);
            }
        }
    }

    private static async Task<FindOutcome> CollectAsync(
        PacsConnection connection,
        IPacsAssociation association,
        DicomDataset identifier,
        Func<DicomDataset, bool>? keep,
        int? maximum,
        int mostMatches,
        CancellationToken cancellationToken)
    {
        var timeout = connection.ResponseTimeout ?? Timeout.InfiniteTimeSpan;
        using var silence = new CancellationTokenSource(timeout, connection.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await CollectAsync(
                association.FindAsync(identifier, linked.Token),
                keep,
                maximum,
                mostMatches,
                () => silence.CancelAfter(timeout));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DicomTimeoutException("DimseTimeout", timeout, "response to a query");
        }
    }

    private static async Task<FindOutcome> CollectAsync(
        IAsyncEnumerable<FindResponse> responses,
        Func<DicomDataset, bool>? keep,
        int? maximum,
        int mostMatches,
        Action onResponse)
    {
        var matches = new List<DicomDataset>();
        var counted = 0;
        await foreach (var response in responses)
        {
            onResponse();
            if (!response.Status.IsPending)
            {
                return new FindOutcome(matches, response.Status, response.ErrorComment);
            }
            if (response.Identifier is not { } match)
            {
                continue;
            }
            if (matches.Count >= mostMatches)
            {
                return new FindOutcome(
                    matches, DimseStatus.Cancel, $"given up after {mostMatches} matches; narrow the query");
            }
            matches.Add(match);
            if (keep is null || keep(match))
            {
                counted++;
            }
            if (counted >= maximum)
            {
                // Leaving the loop cancels the query (C-CANCEL).
                return new FindOutcome(matches, DimseStatus.Cancel, null);
            }
        }
        return new FindOutcome(matches, DimseStatus.Success, null);
    }
}
