using System.Text.Json.Nodes;
using PxSharp.Network.Associations;
using PxSharp.Query;

namespace PxSharp.Cli.Retrieving;

/// <summary>Runs a query, and says on standard error what the answers leave open.</summary>
internal static class PacsFinder
{
    /// <summary>What was found, in the forms for the engine and for output.</summary>
    /// <param name="Studies">For the retriever.</param>
    /// <param name="Report">For tables and JSON.</param>
    /// <param name="IsWhole">False when the series of a study could not be found out.</param>
    public sealed record Found(IReadOnlyList<StudyResult> Studies, FindReport Report, bool IsWhole);

    /// <exception cref="QueryFailedException">The PACS answered with a failure.</exception>
    public static async Task<Found> FindAsync(
        Invocation invocation,
        FindQuery query,
        AssociationOptions peer,
        JsonObject? arguments,
        CancellationToken cancellationToken)
    {
        var builder = new FindReportBuilder(query, peer);
        var studies = new List<StudyResult>();
        var isWhole = true;
        await using (var pacs = new PacsQuery(peer))
        {
            await foreach (var study in pacs.FindAsync(query, cancellationToken).ConfigureAwait(false))
            {
                studies.Add(study);
                builder.Add(study);
                if (study.Problem is not null)
                {
                    isWhole = false;
                    invocation.WriteError($"study {study.StudyInstanceUID}: {study.Problem}");
                }
            }
        }

        NoteUnverified(invocation, studies);
        // pypx tells the level that was asked for last; where there is no study, it asks for no series.
        arguments?["QueryRetrieveLevel"] = studies.Count > 0 ? "SERIES" : "STUDY";
        return new Found(studies, builder.Build(arguments), isWhole);
    }

    /// <summary>
    /// A PACS may ignore keys that it does not know (PS3.4 C.4.1.3): the user must know that nobody checked them.
    /// </summary>
    private static void NoteUnverified(Invocation invocation, IEnumerable<StudyResult> studies)
    {
        if (invocation.Verbosity < 1)
        {
            return;
        }

        foreach (var key in studies.SelectMany(study => study.UnverifiedKeys).GroupBy(key => key.Keyword))
        {
            invocation.WriteError(
                $"note: the PACS does not return {key.Key}, so whether the answers match it is its word alone");
        }
    }
}
