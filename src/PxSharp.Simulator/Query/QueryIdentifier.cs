using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Dimse;

namespace PxSharp.Simulator.Query;

/// <summary>The identifier of a C-FIND, C-MOVE or C-GET, once it is found to fit its information model.</summary>
internal sealed class QueryIdentifier
{
    private readonly DicomDataset _identifier;

    private QueryIdentifier(QueryLevel root, QueryLevel level, DicomDataset identifier)
    {
        Root = root;
        Level = level;
        _identifier = identifier;
    }

    /// <summary>The highest level of the model: PATIENT or STUDY.</summary>
    public QueryLevel Root { get; }

    /// <summary>Query/Retrieve Level (0008,0052).</summary>
    public QueryLevel Level { get; }

    /// <summary>The identifier's elements, in ascending order.</summary>
    public DicomDataset Keys => _identifier;

    /// <summary>Reads the level of a query and checks that the model has it.</summary>
    /// <exception cref="DimseFailureException">A900: there is no level, or the model has no such one.</exception>
    public static QueryIdentifier Read(string sopClassUID, DicomDataset identifier)
    {
        var root = sopClassUID
            is QueryRetrieve.PatientRootFind or QueryRetrieve.PatientRootMove or QueryRetrieve.PatientRootGet
            ? QueryLevel.Patient
            : QueryLevel.Study;
        var name = identifier.GetString(DicomTag.QueryRetrieveLevel);
        QueryLevel? level = name switch
        {
            "PATIENT" when root == QueryLevel.Patient => QueryLevel.Patient,
            "STUDY" => QueryLevel.Study,
            "SERIES" => QueryLevel.Series,
            "IMAGE" => QueryLevel.Image,
            _ => null,
        };
        return level is { } known
            ? new QueryIdentifier(root, known, identifier)
            : throw Refused($"{NameOf(root)} root has no level {name}");
    }

    /// <summary>The values of a level's unique key; none when it is universal.</summary>
    public IReadOnlyList<string> UniqueKey(QueryLevel level)
    {
        var values = _identifier.GetStrings(AttributeLevels.UniqueKey(level));
        return values.All(value => value.Trim('*').Length == 0) ? [] : values;
    }

    /// <summary>Checks that each level above has its unique key, as there must be without relational queries.</summary>
    /// <remarks>PS3.4 C.4.1.3.1.1, C.4.2.2.1: single values above the level, no wild card.</remarks>
    /// <exception cref="DimseFailureException">A900: a key is missing or has several values.</exception>
    public void RequireKeysAbove()
    {
        for (var level = Root; level < Level; level++)
        {
            if (UniqueKey(level) is not [var value] || value.AsSpan().ContainsAny('*', '?'))
                throw Refused($"{NameOf(Level)} needs one {AttributeLevels.UniqueKey(level).Keyword}");
        }
    }

    /// <summary>Checks that a retrieve names what it wants.</summary>
    /// <remarks>PS3.4 C.4.2.2.1: a list is for UIDs only, so a Patient ID stands alone.</remarks>
    /// <exception cref="DimseFailureException">A900: the key of the retrieve level is missing.</exception>
    public void RequireKeyOfLevel()
    {
        var values = UniqueKey(Level);
        if (values.Count == 0 || (Level == QueryLevel.Patient && values.Count > 1))
            throw Refused($"no {AttributeLevels.UniqueKey(Level).Keyword} to retrieve");
    }

    /// <summary>A level as identifiers spell it.</summary>
    public static string NameOf(QueryLevel level) => level.ToString().ToUpperInvariant();

    private static DimseFailureException Refused(string comment) =>
        new(DimseStatus.DataSetDoesNotMatchSOPClass, comment);
}
