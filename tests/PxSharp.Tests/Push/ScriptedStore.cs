using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Network.Server;
using PxSharp.Network.Services;
using Xunit;

namespace PxSharp.Tests.Push;

/// <summary>A PACS that takes instances and answers as a test wants it to.</summary>
internal sealed class ScriptedStore : IStoreHandler, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<(string UID, string TransferSyntax, byte[] Bytes)> _kept = [];
    private readonly DicomServer _server;
    private int _begun;
    private int _requests;
    private int _open;

    public ScriptedStore(DicomServerOptions? options = null)
    {
        _server = new DicomServer((options ?? new DicomServerOptions()) with
        {
            Address = System.Net.IPAddress.Loopback,
            AETitle = "SCRIPTED",
            Store = this,
            OnAssociationRequest = request =>
            {
                Interlocked.Increment(ref _requests);
                return options?.OnAssociationRequest?.Invoke(request) ?? AssociationDecision.Accept;
            },
        });
    }

    /// <summary>Answers the instance with this number, from 1, and UID; it is kept where that is good.</summary>
    public Func<int, string, StoreResult> Answer { get; set; } = static (_, _) => StoreResult.Success;

    /// <summary>Associations that were asked for.</summary>
    public int Requests => _requests;

    /// <summary>Instances that were begun, kept or not.</summary>
    public int Begun => _begun;

    /// <summary>The most instances that were under way at once.</summary>
    public int MostAtOnce { get; private set; }

    public IReadOnlyList<(string UID, string TransferSyntax, byte[] Bytes)> Kept
    {
        get
        {
            lock (_lock)
                return [.. _kept.OrderBy(kept => kept.UID, StringComparer.Ordinal)];
        }
    }

    public AssociationOptions Peer => new()
    {
        Host = "127.0.0.1",
        Port = _server.Port,
        CalledAETitle = "SCRIPTED",
        CallingAETitle = "PXSHARP",
    };

    public async Task<ScriptedStore> StartAsync()
    {
        await _server.StartAsync(TestContext.Current.CancellationToken);
        return this;
    }

    public ValueTask<IStoreReceiver> BeginAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
            MostAtOnce = Math.Max(MostAtOnce, ++_open);
        return ValueTask.FromResult<IStoreReceiver>(new Receiver(this, request, Interlocked.Increment(ref _begun)));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Ends the association instead of an answer.</summary>
    public static StoreResult HangUp() => throw new AbortAssociationException("scripted");

    private sealed class Receiver(ScriptedStore store, StoreRequest request, int number) : IStoreReceiver
    {
        private readonly MemoryStream _bytes = new();

        public ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken)
        {
            _bytes.Write(fragment.Span);
            return ValueTask.CompletedTask;
        }

        public ValueTask<StoreResult> CompleteAsync(CancellationToken cancellationToken)
        {
            var result = store.Answer(number, request.SOPInstanceUID);
            if (result.Status.IsSuccess || result.Status.IsWarning)
            {
                lock (store._lock)
                    store._kept.Add((request.SOPInstanceUID, request.TransferSyntaxUID, _bytes.ToArray()));
            }
            return ValueTask.FromResult(result);
        }

        public ValueTask DisposeAsync()
        {
            lock (store._lock)
                store._open--;
            return _bytes.DisposeAsync();
        }
    }
}
