using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PxSharp.Interop.Tests.Wire;

/// <summary>
/// Passes HTTP on to a server, and resets the connection at every so many requests: by turns before the server has the
/// request, with half of the body, when the server has done it but the answer has not come, and within the answer.
/// </summary>
public sealed class BreakingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<HttpMessage> _requests = [];
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _running;
    private readonly int _targetPort;
    private readonly int _every;
    private int _count;
    private int _broken;

    /// <param name="targetPort">The server's.</param>
    /// <param name="every">Each request whose number this divides is broken; none when 0.</param>
    public BreakingProxy(int targetPort, int every = 0)
    {
        (_targetPort, _every) = (targetPort, every);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _running = AcceptAsync();
    }

    private enum Moment
    {
        Never,
        BeforeRequest,
        WithinBody,
        BeforeAnswer,
        WithinAnswer,
    }

    public int Port { get; }

    /// <summary>Requests that came.</summary>
    public IReadOnlyList<HttpMessage> Requests => [.. _requests];

    /// <summary>How many of them were broken.</summary>
    public int Broken => _broken;

    /// <summary>Called with the number of a request, from 1, before it is passed on.</summary>
    public Func<int, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Waits until those who are connected now are gone, and the server has done what they asked.</summary>
    public Task WhenQuietAsync() =>
        Task.WhenAll(_connections).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var near = await _listener.AcceptTcpClientAsync(_stop.Token);
            _connections.Add(PassAsync(near));
        }
    }

    private async Task PassAsync(TcpClient near)
    {
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        // Closed so, either end gets a reset, not an end.
        near.LingerState = new LingerOption(true, 0);
        far.LingerState = new LingerOption(true, 0);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _targetPort, _stop.Token);
            await using var nearStream = new BufferedStream(near.GetStream(), 16 * 1024);
            await using var farStream = new BufferedStream(far.GetStream(), 16 * 1024);
            while (await HttpMessage.ReadAsync(nearStream, _stop.Token) is { } request
                && await PassAsync(request, near.GetStream(), nearStream, far.GetStream(), farStream))
            {
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // One of the two has gone: the other is to know.
        }
        finally
        {
            near.Dispose();
        }
    }

    /// <summary>Whether the connection may go on.</summary>
    private async Task<bool> PassAsync(
        HttpMessage request, NetworkStream near, Stream nearReader, NetworkStream far, Stream farReader)
    {
        _requests.Enqueue(request);
        var number = Interlocked.Increment(ref _count);
        await Before(number);
        var moment = _every > 0 && number % _every == 0 ? (Moment)(number / _every % 4 + 1) : Moment.Never;
        if (moment != Moment.Never)
        {
            Interlocked.Increment(ref _broken);
        }

        if (moment == Moment.BeforeRequest)
        {
            return false;
        }

        await far.WriteAsync(request.Head, _stop.Token);
        if (request.ExpectsContinue)
        {
            var first = await ReadAnswerAsync(farReader);
            if (first.StatusCode != 100)
            {
                await AnswerAsync(request, first, near, farReader, isWhole: true);
                return false;
            }

            await near.WriteAsync(first.Head, _stop.Token);
        }

        if (!await CopyAsync(request.Length!.Value, nearReader, far, isWhole: moment != Moment.WithinBody))
        {
            return false;
        }

        var answer = await ReadAnswerAsync(farReader);
        return moment != Moment.BeforeAnswer
            && await AnswerAsync(request, answer, near, farReader, isWhole: moment != Moment.WithinAnswer);
    }

    private async Task<bool> AnswerAsync(
        HttpMessage request, HttpMessage answer, NetworkStream near, Stream farReader, bool isWhole)
    {
        var hasBody = request.Method != "HEAD" && answer.StatusCode is not (204 or 304) && answer.Length != 0;
        if (!hasBody && !isWhole)
        {
            await near.WriteAsync(answer.Head.AsMemory(0, answer.Head.Length / 2), _stop.Token);
            return false;
        }

        await near.WriteAsync(answer.Head, _stop.Token);
        return !hasBody
            || (answer.Length is { } length
                ? await CopyAsync(length, farReader, near, isWhole)
                : await CopyChunksAsync(farReader, near, isWhole));
    }

    private async Task<HttpMessage> ReadAnswerAsync(Stream farReader) =>
        await HttpMessage.ReadAsync(farReader, _stop.Token) ?? throw new IOException("the server has gone");

    private async Task<bool> CopyAsync(long length, Stream from, NetworkStream to, bool isWhole)
    {
        var buffer = new byte[16 * 1024];
        for (var left = isWhole ? length : length / 2; left > 0;)
        {
            var count = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), _stop.Token);
            if (count == 0)
            {
                return false;
            }

            await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            left -= count;
        }

        return isWhole;
    }

    /// <summary>Each chunk has its length before it, in hexadecimal; the last is empty.</summary>
    private async Task<bool> CopyChunksAsync(Stream from, NetworkStream to, bool isWhole)
    {
        while (true)
        {
            var line = await ReadLineAsync(from);
            var length = Convert.ToInt64(System.Text.Encoding.ASCII.GetString(line).Split(';')[0].Trim(), 16);
            await to.WriteAsync(line, _stop.Token);
            if (!await CopyAsync(length + 2, from, to, isWhole))
            {
                return false;
            }

            if (length == 0)
            {
                return true;
            }
        }
    }

    private async Task<byte[]> ReadLineAsync(Stream from)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (line is not [.., (byte)'\n'])
        {
            await from.ReadExactlyAsync(one, _stop.Token);
            line.Add(one[0]);
        }

        return [.. line];
    }
}
