namespace PxSharp.Query;

/// <summary>A series in a <see cref="FindReport"/>.</summary>
/// <param name="Uid">Its place in the PACS' answer, from 0 (pypx' <c>uid</c>).</param>
/// <param name="Tags">Its attributes.</param>
/// <param name="Command">The query that found it, as a findscu command line.</param>
public sealed record FoundSeries(int Uid, ResultTags Tags, string Command)
{
    /// <summary>
    /// The instances that fitted the keys of the IMAGE level, by their SOP Instance UIDs; null: there were no such
    /// keys.
    /// </summary>
    public IReadOnlyList<string>? SOPInstanceUIDs { get; init; }

    /// <summary>Series Instance UID; empty when the PACS did not say.</summary>
    public string SeriesInstanceUID => Tags.FindValue("SeriesInstanceUID") ?? "";
}
