using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PxSharp.Interop.Tests.Wire;

/// <summary>
/// Stands between two peers and keeps what each of them sent, so that a test knows the bytes of every data set
/// without trusting either of them.
/// </summary>
public sealed class WireRecorder : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _targetPort;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<(MemoryStream ToTarget, MemoryStream FromTarget)> _recordings = [];
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    public WireRecorder(int targetPort)
    {
        _targetPort = targetPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Connect here to reach the target.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>
    /// Every instance that was stored through it, either way, by SOP Instance UID; to be called when all is over.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, SentInstance>> StopAsync()
    {
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections).WaitAsync(TimeSpan.FromSeconds(30));
        return _recordings
            .SelectMany(both => WireTranscript.ReadInstances(both.ToTarget.ToArray(), both.FromTarget.ToArray()))
            .ToDictionary(sent => sent.SOPInstanceUID, StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private static async Task CopyAsync(
        NetworkStream from, NetworkStream to, Socket toSocket, MemoryStream copy, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int count; (count = await from.ReadAsync(buffer, stop)) > 0;)
            {
                copy.Write(buffer, 0, count);
                await to.WriteAsync(buffer.AsMemory(0, count), stop);
            }

            toSocket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            toSocket.Close();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ForwardAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception stopped)
            when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ForwardAsync(TcpClient incoming)
    {
        using (incoming)
        using (var outgoing = new TcpClient())
        {
            await outgoing.ConnectAsync(IPAddress.Loopback, _targetPort, _stop.Token);
            incoming.NoDelay = outgoing.NoDelay = true;
            var recording = (ToTarget: new MemoryStream(), FromTarget: new MemoryStream());
            _recordings.Add(recording);
            var (near, far) = (incoming.GetStream(), outgoing.GetStream());
            await Task.WhenAll(
                CopyAsync(near, far, outgoing.Client, recording.ToTarget, _stop.Token),
                CopyAsync(far, near, incoming.Client, recording.FromTarget, _stop.Token));
        }
    }
}
