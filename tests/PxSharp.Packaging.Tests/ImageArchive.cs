using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace PxSharp.Packaging.Tests;

/// <summary>The OCI archive in memory: its files by their path.</summary>
internal sealed class ImageArchive
{
    private readonly Dictionary<string, byte[]> _files = [];

    public ImageArchive(string path)
    {
        using var stream = File.OpenRead(path);
        foreach (var (name, content) in Entries(stream))
        {
            _files.Add(name, content);
        }
    }

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    public JsonElement Json(string path) => JsonDocument.Parse(_files[path]).RootElement;

    /// <summary>What a descriptor (<c>digest</c>, <c>size</c>) names, after its size and digest are checked.</summary>
    public byte[] Blob(JsonElement descriptor)
    {
        var digest = descriptor.GetProperty("digest").GetString()!;
        var blob = _files["blobs/" + digest.Replace(':', '/')];
        Assert.Equal(descriptor.GetProperty("size").GetInt64(), blob.Length);
        Assert.Equal(digest, Digest(blob));
        return blob;
    }

    public JsonElement Manifest() =>
        JsonDocument.Parse(Blob(Json("index.json").GetProperty("manifests")[0])).RootElement;

    public JsonElement Configuration() =>
        JsonDocument.Parse(Blob(Manifest().GetProperty("config"))).RootElement;

    /// <summary>The one layer, unpacked to a tar archive.</summary>
    public byte[] Layer()
    {
        using var packed = new GZipStream(
            new MemoryStream(Blob(Manifest().GetProperty("layers")[0])), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        packed.CopyTo(whole);
        return whole.ToArray();
    }

    public static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static IEnumerable<TarEntry> Headers(byte[] tar)
    {
        using var reader = new TarReader(new MemoryStream(tar));
        while (reader.GetNextEntry() is { } entry)
        {
            yield return entry;
        }
    }

    private static IEnumerable<(string Name, byte[] Content)> Entries(Stream stream)
    {
        using var reader = new TarReader(stream);
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.EntryType == TarEntryType.RegularFile)
            {
                using var content = new MemoryStream();
                entry.DataStream?.CopyTo(content);
                yield return (entry.Name, content.ToArray());
            }
        }
    }
}
