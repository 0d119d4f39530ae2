using System.Text.Json;

namespace PxSharp.Dicom.Tests.Corpus;

/// <summary>A real DICOM file, and what other readers make of it.</summary>
internal sealed record CorpusFile(
    string Path,
    bool Agreed,
    bool Fuzzed,
    long Size,
    Dictionary<string, string> Values,
    int Elements,
    long? PixelDataLength)
{
    /// <summary>The corpus beside the project; null when it is not there.</summary>
    internal static string? Folder { get; } = FindFolder();

    internal static List<CorpusFile> ReadAll()
    {
        var files = new List<CorpusFile>();
        foreach (var line in File.ReadLines(System.IO.Path.Combine(Folder!, "expected.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var values = new Dictionary<string, string>();
            if (root.TryGetProperty("values", out var listed))
            {
                foreach (var value in listed.EnumerateObject())
                    values[value.Name] = value.Value.GetString()!;
            }
            files.Add(new CorpusFile(
                System.IO.Path.Combine(Folder!, root.GetProperty("file").GetString()!),
                root.GetProperty("agreed").GetBoolean(),
                root.GetProperty("fuzzed").GetBoolean(),
                root.GetProperty("size").GetInt64(),
                values,
                root.TryGetProperty("elements", out var elements) ? elements.GetInt32() : -1,
                root.TryGetProperty("pixelDataLength", out var length) && length.ValueKind == JsonValueKind.Number
                    ? length.GetInt64()
                    : null));
        }
        return files;
    }

    private static string? FindFolder()
    {
        // Above the project lies what its developers share, which a user's copy has not.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(folder.FullName, "PxSharp.slnx")))
                continue;
            var corpus = Environment.GetEnvironmentVariable("PXSHARP_CORPUS")
                ?? System.IO.Path.Combine(folder.Parent!.FullName, "shared", "corpus");
            return File.Exists(System.IO.Path.Combine(corpus, "expected.jsonl")) ? corpus : null;
        }
        return null;
    }
}
