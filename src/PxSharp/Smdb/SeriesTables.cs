using PxSharp.Index;

namespace PxSharp.Smdb;

/// <summary>The tables that pypx keeps of a series, and whether the database has what would be in them.</summary>
internal static class SeriesTables
{
    /// <summary>Each by pypx's name for it, in pypx's order.</summary>
    /// <param name="tables">Where they lie.</param>
    /// <param name="seriesUID">The series.</param>
    /// <param name="series">What is known of it.</param>
    /// <param name="image">The file name of one of its images; empty for none.</param>
    /// <param name="hasImage">Whether that image has been received.</param>
    public static IEnumerable<(string Name, string Path, bool Exists)> Of(
        TableNames tables, string seriesUID, SeriesRecord? series, string image, bool hasImage) =>
    [
        ("seriesBaseDir", tables.ImageDirectory(seriesUID), series is { Received: > 0 }),
        ("series-meta", tables.Series(seriesUID, "meta"), series is not null),
        ("series-retrieve", tables.Series(seriesUID, "retrieve"), series?.Requested is not null),
        ("series-image", image.Length == 0 ? "" : tables.Image(seriesUID, image), hasImage),
        ("series-push", tables.Series(seriesUID, "push"), series is { Pushed: > 0 }),
        ("series-pack", tables.Series(seriesUID, "pack"), series is { Packed: > 0 }),
        ("series-register", tables.Series(seriesUID, "register"), series is { Registered: > 0 }),
    ];
}
