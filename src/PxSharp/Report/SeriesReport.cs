namespace PxSharp.Report;

/// <summary>What a report says of a series.</summary>
/// <param name="Body">The attributes of the layout, as far as the query brought them.</param>
/// <param name="SeriesInstanceUID">Series Instance UID.</param>
/// <param name="SeriesNumber">Series Number; empty when the query did not bring it.</param>
/// <param name="NumberOfSeriesRelatedInstances">Instances in the series; empty when the query did not bring it.</param>
public sealed record SeriesReport(
    IReadOnlyList<ReportField> Body,
    string SeriesInstanceUID,
    string SeriesNumber,
    string NumberOfSeriesRelatedInstances)
{
    /// <summary>How far the series is, see <see cref="SeriesSpecial"/>; null when that was not asked for.</summary>
    public string? Status { get; init; }
}
