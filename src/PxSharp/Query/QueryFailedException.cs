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
    public QueryFailedException(QueryLevel level, DimseStatus status, string? errorComment)
        : base(Describe(level, status, errorComment))
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

    internal static string Describe(QueryLevel level, DimseStatus status, string? comment) =>
        $"the PACS answered the {level.WireName()} query with {StatusSentence.Of(status, comment)}";
}
