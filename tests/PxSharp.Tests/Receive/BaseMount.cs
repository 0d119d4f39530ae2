using PxSharp.Index;
using PxSharp.Storage;

namespace PxSharp.Tests.Receive;

/// <summary>A data root and an index of a test's own.</summary>
public sealed class BaseMount : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public BaseMount(Durability durability = Durability.Process)
    {
        Index = SqliteIndex.Open(_directory["log"], durability);
        Data = new DataRoot(_directory["data"], durability);
    }

    public SqliteIndex Index { get; }

    public DataRoot Data { get; }

    public string this[params ReadOnlySpan<string> parts] => _directory[parts];

    /// <summary>Every file under the data root that has its final name, relative, in order.</summary>
    public string[] Files() => [.. AllFiles().Where(path => !path.StartsWith(".incoming", StringComparison.Ordinal))];

    /// <summary>Every file that is not whole yet.</summary>
    public string[] Unfinished() => [.. AllFiles().Where(path => path.EndsWith(".part", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        Data.Dispose();
        await Index.DisposeAsync();
        _directory.Dispose();
    }

    private IEnumerable<string> AllFiles() => Directory
        .EnumerateFiles(Data.Path, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Data.Path, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);
}
