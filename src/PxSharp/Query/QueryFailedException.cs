using PxSharp.Dicom;
using PxSharp.Network.Dimse;
using PxSharp.Pacs;

namespace PxSharp.Query;

/// <summary>The PACS answered a query with a failure. The message is one plain line.</summary>
public sealed class QueryFailedException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="level">The level that was asked.</param>
    /// <param name="status">The status as sent.</param>
    /// <param name="errorComment">What the PACS said about it; null for nothing.</param>
    /// <param name="keys">What was asked, to say what may be wrong with it; null to say nothing.</param>
    public QueryFailedException(
        QueryLevel level, DimseStatus status, string? errorComment, IEnumerable<QueryKey>? keys = null)
        : base(Describe(level, status, errorComment, keys ?? []))
    {
        Level = level;
        Status = status;
        ErrorComment = errorComment;
    }

    /// <summary>The level that was asked.</summary>
    public QueryLevel Level { get; }

    /// <summary>The status as sent.</summary>
    public DimseStatus Status { get; }

    /// <summary>What the PACS said about it (0000,0902); null for nothing.</summary>
    public string? ErrorComment { get; }

    internal static string Describe(
        QueryLevel level, DimseStatus status, string? comment, IEnumerable<QueryKey> keys) =>
        $"the PACS answered the {level.WireName()} query with {StatusSentence.Of(status, comment)}"
            + Advice(keys.FirstOrDefault(key => key.HasStrayWildcard));

    private static string Advice(QueryKey? stray) => stray is null ? ""
        : $"; {stray.Keyword} {stray.Value}: DICOM has no wildcards there"
            + (DicomDictionary.VROf(stray.Tag) == DicomVR.DA ? ", give a range such as 20230101-20231231" : "");
}
