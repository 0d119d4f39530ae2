namespace PxSharp.Retrieve;

/// <summary>
/// What was promised of a series, and what of it is here: in the index, and its file on disk with the length that the
/// index knows.
/// </summary>
internal sealed class ExpectedInstances
{
    private readonly string _dataDirectory;
    private readonly ArrivalWatcher _watcher;
    private readonly HashSet<string> _listed;
    private readonly HashSet<string> _verified = [];
    private int? _total;

    internal ExpectedInstances(SeriesPlan plan, ArrivalWatcher watcher, string dataDirectory)
    {
        _watcher = watcher;
        _dataDirectory = dataDirectory;
        Plan = plan;
        _listed = [.. plan.Instances ?? []];
        _total = plan.Count;
    }

    internal SeriesPlan Plan { get; }

    internal bool IsListed => Plan.Instances is not null;

    /// <summary>How many there must be; null when nobody knows.</summary>
    internal int? Count => _total;

    /// <summary>Whether it is one of those that were promised.</summary>
    internal bool Includes(string sopInstanceUID) => !IsListed || _listed.Contains(sopInstanceUID);

    /// <summary>The listed ones that are not here.</summary>
    internal IReadOnlyList<string> Missing() => [.. (Plan.Instances ?? []).Where(uid => !IsHere(uid))];

    /// <summary>The promised ones that are here; all that is here of the series where the list is not whole.</summary>
    internal IReadOnlyList<string> Here() => IsListed && _listed.Count >= (_total ?? 0)
        ? [.. _listed.Where(IsHere)]
        : [.. _watcher.All().Select(record => record.SOPInstanceUID).Where(IsHere)];

    /// <summary>How many of the promised ones are here.</summary>
    internal int Received() => Here().Count;

    /// <summary>
    /// The PACS counted its sub-operations for the whole series: that number counts where the list and the count at
    /// SERIES level do not agree, where there is neither, and where some failed that the list does not name.
    /// </summary>
    internal void CountedSubOperations(int subOperations, int failed)
    {
        if (!IsListed)
        {
            _total = Math.Max(_total ?? 0, subOperations);
        }
        else if (_total > _listed.Count || failed > 0)
        {
            _total = Math.Max(_listed.Count, subOperations);
        }
    }

    private bool IsHere(string sopInstanceUID)
    {
        if (_verified.Contains(sopInstanceUID))
        {
            return true;
        }
        if (_watcher.Find(sopInstanceUID) is not { } record || record.FindFault(_dataDirectory) is not null)
        {
            return false;
        }
        _verified.Add(sopInstanceUID);
        return true;
    }
}
