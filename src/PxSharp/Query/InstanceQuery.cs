using PxSharp.Dicom;
using PxSharp.Pacs;

namespace PxSharp.Query;

/// <summary>Lists the instances of a series at IMAGE level.</summary>
/// <remarks>
/// A PACS that ignores the series key lists those of other series too; they are left out where the answer names its
/// series (PS3.4 C.4.1.1.3.2 requires that). An answer that does not is kept, and counted as unattributed.
/// </remarks>
internal static class InstanceQuery
{
    internal static async Task<SeriesContents> ListAsync(
        PacsConnection connection,
        string studyInstanceUID,
        string seriesInstanceUID,
        IReadOnlyList<QueryKey> keys,
        CancellationToken cancellationToken,
        List<QueryKey>? unverified = null)
    {
        var identifier = QueryIdentifier.Image(keys, studyInstanceUID, seriesInstanceUID);
        var outcome = await FindOperation.RunAsync(connection, identifier, cancellationToken: cancellationToken);
        QueryKey[] matched =
        [
            .. keys,
            new QueryKey(DicomTag.StudyInstanceUID, studyInstanceUID),
            new QueryKey(DicomTag.SeriesInstanceUID, seriesInstanceUID),
        ];
        var instances = new List<FoundInstance>();
        var seen = new HashSet<string>();
        var withoutUID = 0;
        var unattributed = 0;
        foreach (var match in outcome.Matches)
        {
            if (matched.Any(key => KeyMatcher.Match(key, match) == KeyMatch.Mismatch))
            {
                continue;
            }
            if (match.GetString(DicomTag.SOPInstanceUID) is not { Length: > 0 } uid)
            {
                withoutUID++;
                continue;
            }
            if (seen.Add(uid))
            {
                unverified?.AddRange(keys.Where(key => KeyMatcher.Match(key, match) == KeyMatch.Unknown));
                unattributed += NotEmpty(match, DicomTag.SeriesInstanceUID) is null ? 1 : 0;
                instances.Add(new FoundInstance(
                    uid, NotEmpty(match, DicomTag.SOPClassUID), NotEmpty(match, DicomTag.InstanceNumber)));
            }
        }
        return new SeriesContents(instances, Problem(outcome, withoutUID, keys)) { Unattributed = unattributed };
    }

    private static string? Problem(FindOutcome outcome, int withoutUID, IReadOnlyList<QueryKey> keys)
    {
        if (!outcome.IsWhole)
        {
            return QueryFailedException.Describe(QueryLevel.Image, outcome.Status, outcome.ErrorComment, keys);
        }
        return withoutUID > 0 ? $"the PACS gave no SOP Instance UID for {withoutUID} instances" : null;
    }

    private static string? NotEmpty(DicomDataset match, DicomTag tag) =>
        match.GetString(tag) is { Length: > 0 } value ? value : null;
}
