namespace PxSharp.Query;

/// <summary>A study in a <see cref="FindReport"/>.</summary>
/// <param name="Uid">Its place in the PACS' answer, from 0 (pypx' <c>uid</c>).</param>
/// <param name="Tags">Its attributes.</param>
/// <param name="Series">Its series; null when only studies were asked for.</param>
public sealed record FoundStudy(int Uid, ResultTags Tags, IReadOnlyList<FoundSeries>? Series)
{
    /// <summary>Study Instance UID; empty when the PACS did not say.</summary>
    public string StudyInstanceUID => Tags.FindValue("StudyInstanceUID") ?? "";
}
