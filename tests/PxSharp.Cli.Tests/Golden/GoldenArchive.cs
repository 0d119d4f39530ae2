using PxSharp.Simulator.Archive;

namespace PxSharp.Cli.Tests.Golden;

/// <summary>The instances that the PACS held when pypx was run: the heads of those files, without pixel data.</summary>
internal static class GoldenArchive
{
    /// <summary>3 patients, 4 studies, 6 series, 12 instances; names with an umlaut and with ideographs.</summary>
    public static IReadOnlyList<IArchivedInstance> Tiny { get; } = Read("tiny");

    /// <summary>15 studies with headers that break programs.</summary>
    public static IReadOnlyList<IArchivedInstance> Edge { get; } = Read("edge");

    /// <summary>The files of a set, in the order of their names.</summary>
    public static string[] Files(string set) =>
        [.. Directory.GetFiles(GoldenFile.PathOf(Path.Combine("data", set)), "*.dcm").Order(StringComparer.Ordinal)];

    private static IArchivedInstance[] Read(string set) => [.. Files(set).Select(ArchivedFile.Read)];
}
