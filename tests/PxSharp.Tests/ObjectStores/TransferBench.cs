using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Transfers;
using PxSharp.Tests.Push;
using Xunit;

namespace PxSharp.Tests.ObjectStores;

/// <summary>A store in a directory, and another directory with files.</summary>
internal sealed class TransferBench : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public TransferBench() => Store = new FaultyStore(_directory["store"]);

    public FaultyStore Store { get; }

    public string this[params ReadOnlySpan<string> parts] => _directory[parts];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Writes a file.</summary>
    public string Write(string name, string content)
    {
        var path = _directory[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Stores an object whose bytes are its own name, or others.</summary>
    public async Task StoreAsync(string name, string? content = null)
        => await Store.PutAsync(
            name, ObjectContent.FromBytes(System.Text.Encoding.UTF8.GetBytes(content ?? name)), Cancellation);

    public async Task<List<TransferEvent>> PutAsync(string path, string? name = null, TransferOptions? options = null)
        => await PutAsync(await TransferPlan.ToPutAsync(path, name, Cancellation), options);

    public async Task<List<TransferEvent>> PutAsync(
        IReadOnlyList<ObjectTransfer> plan, TransferOptions? options = null)
        => await new ObjectTransfers(Store, options).PutAsync(plan, Cancellation).ToListAsync(Cancellation);

    public async Task<List<TransferEvent>> GetAsync(string name, string? path = null, TransferOptions? options = null)
    {
        var plan = await TransferPlan.ToGetAsync(Store, name, path, Cancellation);
        return await new ObjectTransfers(Store, options).GetAsync(plan, Cancellation).ToListAsync(Cancellation);
    }

    /// <summary>The files below a directory, each with its content.</summary>
    public string[] Files(string directory) => [.. Directory
        .EnumerateFiles(_directory[directory], "*", SearchOption.AllDirectories)
        .Select(path => $"{Path.GetRelativePath(_directory[directory], path)}={File.ReadAllText(path)}")
        .Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _directory.Dispose();
    }
}
