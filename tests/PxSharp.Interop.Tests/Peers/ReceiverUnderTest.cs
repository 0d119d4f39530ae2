using PxSharp.Index;
using PxSharp.Interop.Tests.Wire;
using PxSharp.Network.Server;
using PxSharp.Receive;

namespace PxSharp.Interop.Tests.Peers;

/// <summary>Our receiver on a free port, with a data root and a database of its own.</summary>
public sealed class ReceiverUnderTest : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly SqliteIndex _index;
    private readonly Receiver _receiver;

    private ReceiverUnderTest(TemporaryDirectory directory, SqliteIndex index, Receiver receiver)
    {
        _directory = directory;
        _index = index;
        _receiver = receiver;
    }

    public string AETitle => _receiver.AETitle;

    public int Port => _receiver.Port;

    public static async Task<ReceiverUnderTest> StartAsync(DicomServerOptions? options = null)
    {
        var directory = new TemporaryDirectory();
        var index = SqliteIndex.Open(directory.Make("log"));
        var receiver = await Receiver.StartAsync(
            new ReceiverOptions
            {
                DataDirectory = directory.Make("data"),
                Server = (options ?? new DicomServerOptions()) with { AETitle = AETitles.Next() },
            },
            index,
            TestContext.Current.CancellationToken);
        return new ReceiverUnderTest(directory, index, receiver);
    }

    /// <inheritdoc cref="ArchiveOnDisk.CheckAsync"/>
    public Task<IReadOnlyList<string>> CheckAsync() => new ArchiveOnDisk(_receiver.DataDirectory, _index).CheckAsync();

    /// <inheritdoc cref="ArchiveOnDisk.AssertHoldsAsync"/>
    public Task AssertHoldsAsync(IReadOnlyDictionary<string, SentInstance> sent) =>
        new ArchiveOnDisk(_receiver.DataDirectory, _index).AssertHoldsAsync(sent);

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _index.DisposeAsync();
        _directory.Dispose();
    }
}
