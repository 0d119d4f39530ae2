using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Dicom;
using PxSharp.Query;

namespace PxSharp.Cli.Options;

/// <summary>What to look for in a PACS.</summary>
internal sealed class QueryOptions
{
    private readonly Option<string?> _returnTags = Make.Text(
        "--QueryReturnTags", "LIST", "keywords to ask for, parted by commas, in place of pypx's 25");

    private readonly Option<int?> _maximum = Make.Number(
        "--max", "N", "stop after that many studies", 1, int.MaxValue);

    private readonly Option<string?> _characterSet = Make.Text(
        "--characterSet", "TERM", "Specific Character Set of the query (default: as its values need)");

    /// <summary>Ask for studies only.</summary>
    public Option<bool> StudyOnly { get; } = Make.Flag("--StudyOnly", "ask for studies only, not for their series");

    /// <summary>The keys that the help lists; any other keyword of PS3.6 is one too.</summary>
    public OptionGroup KeysGroup { get; } = new(
        "Query keys, and any other DICOM keyword (--BodyPartExamined HEAD)",
        Key("PatientID"),
        Key("PatientName", "NAME", "wildcards * and ? are for the PACS: quote them"),
        Key("PatientSex", "M|F|O"),
        Key("AccessionNumber"),
        Key("StudyDate", "DATE", "20230115, or a range 20230101-20230131"),
        Key("StudyDescription"),
        Key("StudyInstanceUID", "UID"),
        Key("ModalitiesInStudy", "MR"),
        Key("Modality", "MR"),
        Key("PerformedStationAETitle", "TITLE"),
        Key("SeriesDescription"),
        Key("SeriesInstanceUID", "UID"),
        Key("ProtocolName"),
        Key("AcquisitionProtocolName"),
        Key("AcquisitionProtocolDescription"));

    /// <summary>How to ask.</summary>
    public OptionGroup Group(bool offersStudyOnly) => offersStudyOnly
        ? new OptionGroup("Query", StudyOnly, _returnTags, _maximum, _characterSet)
        : new OptionGroup("Query", _maximum, _characterSet);

    /// <summary>The query that the options make.</summary>
    /// <param name="invocation">The options.</param>
    /// <param name="forReader">Whether a person reads the answer, who wants the series' numbers too.</param>
    public FindQuery Resolve(Invocation invocation, bool forReader)
    {
        var returnTags = invocation.Has(_returnTags) ? ReturnTags(invocation) : null;
        return new FindQuery
        {
            Keys = invocation.QueryKeys,
            ReturnTags = returnTags ?? (forReader ? [.. FindQuery.DefaultReturnTags, DicomTag.SeriesNumber] : null),
            StudyOnly = invocation.Has(StudyOnly),
            MaximumStudies = invocation.Has(_maximum) ? invocation.Get(_maximum) : null,
            SpecificCharacterSet = invocation.Has(_characterSet) ? invocation.Text(_characterSet) : null,
        };
    }

    /// <summary>The keywords that <c>--QueryReturnTags</c> names; null when it is not given.</summary>
    public IReadOnlyList<DicomTag>? ReturnTags(Invocation invocation)
    {
        if (!invocation.Has(_returnTags) || invocation.Text(_returnTags) is not { } list)
        {
            return null;
        }

        try
        {
            const StringSplitOptions split = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
            return [.. list.Split(',', split).Select(QueryKey.ParseTag)];
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"--QueryReturnTags: {exception.Message}");
        }
    }

    private static Option<string?> Key(string keyword, string valueName = "VALUE", string description = "") =>
        Make.Text("--" + keyword, valueName, description);
}
