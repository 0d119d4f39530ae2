using System.Runtime.CompilerServices;
using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Pacs;

namespace PxSharp.Query;

/// <summary>
/// Queries a PACS as pypx does, in two passes: studies, then the series of each. One association for all of it.
/// </summary>
/// <remarks>PS3.4 C.4.1, Study Root model. For one query at a time.</remarks>
public sealed class PacsQuery : IAsyncDisposable
{
    internal static readonly IReadOnlyList<ProposedContext> Contexts =
    [
        new(QueryRetrieve.StudyRootFind, [DicomUID.ExplicitVRLittleEndian, DicomUID.ImplicitVRLittleEndian]),
    ];

    private readonly PacsConnection _connection;
    private bool _strict;

    /// <summary>Queries the given PACS; connects when it is first asked.</summary>
    public PacsQuery(AssociationOptions peer, ReconnectOptions? reconnect = null)
        : this(new PacsConnection(
            new DicomClientConnector(peer), reconnect ?? new ReconnectOptions(), TimeProvider.System))
    {
    }

    internal PacsQuery(PacsConnection connection) => _connection = connection;

    /// <summary>The studies that fit, in the PACS' order, each with its series that fit.</summary>
    /// <remarks>
    /// A study without such series is dropped, as pypx does, also where only studies are wanted and a key is one of
    /// series. A PACS may ignore keys that it does not support, so what
    /// it answers is matched again here; what it does not return stays unknown and is kept.
    /// </remarks>
    /// <exception cref="DicomNetworkException">No association came about, or it was lost for good.</exception>
    /// <exception cref="QueryFailedException">The PACS answered the STUDY query with a failure.</exception>
    public async IAsyncEnumerable<StudyResult> FindAsync(
        FindQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await _connection.UseContextsAsync(Contexts, cancellationToken);
        var given = 0;
        foreach (var study in await FindStudiesAsync(query, cancellationToken))
        {
            var result = query.StudyOnly && !SeriesDecide(query)
                ? study
                : await WithSeriesAsync(query, study, cancellationToken);
            if (result.Series is { Count: 0 } && result.Problem is null)
            {
                continue;
            }
            yield return query.StudyOnly ? result with { Series = null } : result;
            if (++given >= query.MaximumStudies)
            {
                yield break;
            }
        }
    }

    /// <summary>Lists the instances of a series (IMAGE level).</summary>
    /// <param name="studyInstanceUID">The study.</param>
    /// <param name="seriesInstanceUID">The series.</param>
    /// <param name="keys">
    /// What the instances must match besides; keys of other levels are left out. Null for nothing.
    /// </param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="DicomNetworkException">No association came about, or it was lost for good.</exception>
    public async Task<SeriesContents> ListInstancesAsync(
        string studyInstanceUID,
        string seriesInstanceUID,
        IReadOnlyList<QueryKey>? keys = null,
        CancellationToken cancellationToken = default)
    {
        await _connection.UseContextsAsync(Contexts, cancellationToken);
        return await InstanceQuery.ListAsync(
            _connection, studyInstanceUID, seriesInstanceUID, keys ?? [], cancellationToken);
    }

    /// <summary>Releases the association, if there is one.</summary>
    public async ValueTask DisposeAsync()
    {
        await _connection.ReleaseAsync(CancellationToken.None);
        await _connection.DisposeAsync();
    }

    /// <summary>
    /// Whether a key is one of series or instances: these decide then whether a study counts, and any number of
    /// studies may be needed for the wanted few.
    /// </summary>
    private static bool SeriesDecide(FindQuery query)
        => query.Keys.Any(key => key.IsFilter && !QueryLevels.IsMatchedAt(key.Tag, QueryLevel.Study));

    private async Task<List<StudyResult>> FindStudiesAsync(FindQuery query, CancellationToken cancellationToken)
    {
        var keys = QueryIdentifier.KeysAt(query, QueryLevel.Study).ToArray();
        var outcome = await AskAsync(
            isStrict => QueryIdentifier.Study(query, isStrict), match => Fits(keys, match),
            SeriesDecide(query) ? null : query.MaximumStudies, cancellationToken);
        // A cancel is ours when there is a maximum; else the PACS stopped by itself, and there may be more.
        if (!outcome.IsWhole
            && !(outcome is { Status.IsCancel: true, ErrorComment: null } && query.MaximumStudies is not null))
        {
            throw new QueryFailedException(QueryLevel.Study, outcome.Status, outcome.ErrorComment, keys);
        }
        var studies = new List<StudyResult>();
        var seen = new HashSet<string>();
        for (var i = 0; i < outcome.Matches.Count; i++)
        {
            var match = outcome.Matches[i];
            var uid = match.GetString(DicomTag.StudyInstanceUID);
            if (Fits(keys, match) && (string.IsNullOrEmpty(uid) || seen.Add(uid)))
            {
                studies.Add(new StudyResult(i, match, null) { UnverifiedKeys = Unverified(keys, match) });
            }
        }
        return studies;
    }

    private async Task<StudyResult> WithSeriesAsync(
        FindQuery query, StudyResult study, CancellationToken cancellationToken)
    {
        var uid = study.StudyInstanceUID;
        if (uid.Length == 0)
        {
            return study with
            {
                Series = [],
                Problem = "the PACS gave no Study Instance UID, so its series cannot be asked for",
            };
        }
        QueryKey[] keys =
            [.. QueryIdentifier.KeysAt(query, QueryLevel.Series), new QueryKey(DicomTag.StudyInstanceUID, uid)];
        var outcome = await AskAsync(
            isStrict => QueryIdentifier.Series(query, uid, isStrict), null, null, cancellationToken);
        var series = new List<SeriesResult>();
        var unverified = study.UnverifiedKeys.ToList();
        for (var i = 0; i < outcome.Matches.Count; i++)
        {
            var match = outcome.Matches[i];
            if (!Fits(keys, match))
            {
                continue;
            }
            unverified.AddRange(Unverified(keys, match).Where(key => key.Tag != DicomTag.StudyInstanceUID));
            var found = new SeriesResult(i, match);
            if (await WithInstancesAsync(query, uid, found, unverified, cancellationToken) is { } fits)
            {
                series.Add(fits);
            }
        }
        return study with
        {
            Series = series,
            UnverifiedKeys = [.. unverified.Distinct()],
            Problem = outcome.IsWhole
                ? null
                : QueryFailedException.Describe(QueryLevel.Series, outcome.Status, outcome.ErrorComment, keys),
        };
    }

    // Null: no instance of the series fits the keys of the IMAGE level.
    private async Task<SeriesResult?> WithInstancesAsync(
        FindQuery query,
        string studyInstanceUID,
        SeriesResult series,
        List<QueryKey> unverified,
        CancellationToken cancellationToken)
    {
        var keys = query.Keys.Where(key => key.IsFilter && QueryLevels.LevelOf(key.Tag) == QueryLevel.Image).ToArray();
        if (keys.Length == 0)
        {
            return series;
        }
        var contents = await InstanceQuery.ListAsync(
            _connection, studyInstanceUID, series.SeriesInstanceUID, keys, cancellationToken, unverified);
        if (contents.Problem is not null)
        {
            unverified.AddRange(keys);
            return series;
        }
        return contents.Instances.Count == 0 ? null : series with { Instances = contents.Instances };
    }

    // A PACS that refuses keys of other levels is asked strictly from then on.
    private async Task<FindOutcome> AskAsync(
        Func<bool, DicomDataset> identifier,
        Func<DicomDataset, bool>? keep,
        int? maximum,
        CancellationToken cancellationToken)
    {
        var outcome = await FindOperation.RunAsync(
            _connection, identifier(_strict), keep, maximum, cancellationToken: cancellationToken);
        if (_strict || !outcome.IsRefusedIdentifier)
        {
            return outcome;
        }
        var again = await FindOperation.RunAsync(
            _connection, identifier(true), keep, maximum, cancellationToken: cancellationToken);
        _strict = !again.Status.IsFailure;
        return again;
    }

    private static bool Fits(IEnumerable<QueryKey> keys, DicomDataset match) =>
        keys.All(key => KeyMatcher.Match(key, match) != KeyMatch.Mismatch);

    private static QueryKey[] Unverified(IEnumerable<QueryKey> keys, DicomDataset match) =>
        [.. keys.Where(key => KeyMatcher.Match(key, match) == KeyMatch.Unknown)];
}
