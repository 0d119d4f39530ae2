using System.Net;
using System.Net.Sockets;

namespace PxSharp.Interop.Tests.Wire;

/// <summary>
/// Passes one connection on, and breaks it, both ways, when the requestor has sent so many bytes; before it does, it
/// can do something else.
/// </summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public CuttingProxy(int targetPort, long afterBytes, Action? whenReached = null)
    {
        _listener.Start();
        _running = RunAsync(targetPort, afterBytes, whenReached);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Task WaitUntilCutAsync() => _running.WaitAsync(TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(int targetPort, long afterBytes, Action? whenReached)
    {
        using var near = await _listener.AcceptTcpClientAsync(_stop.Token);
        using var far = new TcpClient { NoDelay = true };
        await far.ConnectAsync(IPAddress.Loopback, targetPort, _stop.Token);
        near.NoDelay = true;
        var back = far.GetStream().CopyToAsync(near.GetStream(), _stop.Token);
        var buffer = new byte[16 * 1024];
        while (afterBytes > 0)
        {
            var count = await near.GetStream().ReadAsync(
                buffer.AsMemory(0, (int)Math.Min(afterBytes, buffer.Length)), _stop.Token);
            Assert.NotEqual(0, count);
            await far.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            afterBytes -= count;
        }

        whenReached?.Invoke();
        near.Close();
        far.Close();
        await back.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
