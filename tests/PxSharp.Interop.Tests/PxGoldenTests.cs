using System.Text.Json.Nodes;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Wire;

namespace PxSharp.Interop.Tests;

/// <summary>The instances that pypx was run with, from a real PACS: they lie where pypx put them.</summary>
public sealed class PxGoldenTests(OrthancServer orthanc)
{
    public static TheoryData<PacsKind> EveryPacs => ClientTests.EveryPacs;

    /// <remarks>
    /// pypx left no file of these three instances; docs/paths.md says by which rules their paths come about.
    /// </remarks>
    private static string[] OurOwn { get; } =
    [
        "EDGE11-Edge_Case11-19900101/Edge_study_11-EACC11-20230501/Edge_series_11-129aa1b/"
            + "_InstanceNumber-1.2.826.0.1.3680043.10.9999.2.11.1.1.dcm",
        "EDGE11-Edge_Case11-19900101/Edge_study_11-EACC11-20230501/Edge_series_11-129aa1b/"
            + "_InstanceNumber-1.2.826.0.1.3680043.10.9999.2.11.1.2.dcm",
        "EDGE12-Sub_touch_PYPX_pwned_name_-19900101/_touch_PYPX_pwned_desc_-EACC12-20230501/Edge_series_12-4e910a5/"
            + "0001-1.2.826.0.1.3680043.10.9999.2.12.1.1.dcm",
    ];

    [Theory]
    [MemberData(nameof(EveryPacs))]
    public async Task Px_retrieve_puts_the_golden_sets_where_pypx_put_them(PacsKind kind)
    {
        using var directory = new TemporaryDirectory();
        var (title, port) = (AETitles.Next(), FreePort.Take());
        await using var recorder = new WireRecorder(port);
        await using var pacs = await PacsUnderTest.StartAsync(kind, orthanc, (title, recorder.Port));
        var files = GoldenFiles();
        await pacs.StoreAsync(files);
        var studies = files
            .Select(file => DicomFile.Read(file).Dataset.GetString(DicomTag.StudyInstanceUID)).Distinct();

        var result = await PxProcess.RunAsync(
            "retrieve", "--aec", pacs.AETitle, "--aet", title, "--serverIP", "127.0.0.1",
            "--serverPort", $"{pacs.Port}", "--db", directory["log"], "--listen", $"{port}",
            "--StudyInstanceUID", string.Join('\\', studies));

        Assert.True(result.ExitCode == 0, result.Output);
        var data = directory["data"];
        var tree = Directory.GetFiles(data, "*.dcm", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(data, path));
        Assert.Equal(
            GoldenTree().Concat(OurOwn).Order(StringComparer.Ordinal), tree.Order(StringComparer.Ordinal));
        await using var index = SqliteIndex.Open(directory["log"]);
        await new ArchiveOnDisk(data, index).AssertHoldsAsync(await recorder.StopAsync());
    }

    private static List<byte[]> GoldenFiles() =>
    [
        .. Directory.GetFiles(Golden("data"), "*.dcm", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
    ];

    /// <summary>The default templates' trees: of the tiny set as a whole, of the edge set file by file.</summary>
    private static IEnumerable<string> GoldenTree() => JsonNode
        .Parse(File.ReadAllText(Golden("px-repack.json")))!.AsArray()
        .Where(one => (string)one!["name"]! is var name
            && (name == "px-repack/dir" || name.StartsWith("px-repack-edge/", StringComparison.Ordinal)))
        .SelectMany(one => one!["tree"]!.AsArray().Select(path => (string)path!));

    private static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);
}
