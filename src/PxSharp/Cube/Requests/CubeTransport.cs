using System.Net;
using Polly;
using Polly.Retry;
using PxSharp.ObjectStores.Requests;

namespace PxSharp.Cube.Requests;

/// <summary>Sends requests and reads answers, each within a time and a size; tries again what may pass.</summary>
internal sealed class CubeTransport : IDisposable
{
    private const int LargestAnswer = 32 << 20;

    private readonly HttpClient _http;
    private readonly CubeOptions _options;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _retries;

    public CubeTransport(CubeOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _retries = Retries(options, time);
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            // A redirection would take the token to another place.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestAnswer,
        };
    }

    /// <summary>Sends once.</summary>
    /// <exception cref="CubeException">There was no answer, or not the whole of one.</exception>
    public async ValueTask<CubeAnswer> SendAsync(
        string what, Func<HttpRequestMessage> make, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            using var request = make();
            using var answer = await _http.SendAsync(request, either.Token);
            var body = await answer.Content.ReadAsByteArrayAsync(either.Token);
            return new CubeAnswer((int)answer.StatusCode, body, answer.Headers.Location, RetryAfter(answer));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(what, $"no answer within {timeout.TotalSeconds:0.###} s", exception);
        }
        catch (Exception exception) when (HttpFailure.IsOfConnection(exception))
        {
            throw Unreachable(what, Innermost(exception), exception);
        }
    }

    /// <summary>Runs it until it succeeds or fails for good; says in the end how often it was tried.</summary>
    public async ValueTask<T> RetryAsync<T>(
        Func<CancellationToken, ValueTask<T>> request, CancellationToken cancellationToken)
    {
        try
        {
            return await _retries.ExecuteAsync(request, cancellationToken);
        }
        catch (CubeException failure) when (failure.IsTransient && _options.Retries > 0)
        {
            throw new CubeException(
                failure.Failure, $"{failure.Message} (tried {_options.Retries + 1} times)", failure)
            {
                StatusCode = failure.StatusCode,
                IsServerFault = failure.IsServerFault,
            };
        }
    }

    public void Dispose() => _http.Dispose();

    private static ResiliencePipeline Retries(CubeOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (options.Retries == 0)
            return builder.Build();
        return builder.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = static outcome => ValueTask.FromResult(
                outcome.Outcome.Exception is CubeException { IsTransient: true }
                || outcome.Outcome.Result is CubeAnswer { IsTransient: true }),
            MaxRetryAttempts = options.Retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.RetryDelay,
            MaxDelay = options.LongestRetryDelay,
            DelayGenerator = outcome => ValueTask.FromResult<TimeSpan?>(
                outcome.Outcome.Exception is CubeException { RetryAfter: { } asked }
                    ? TimeSpan.FromTicks(Math.Min(asked.Ticks, options.LongestRetryDelay.Ticks))
                    : null),
        }).Build();
    }

    private static CubeException Unreachable(string what, string why, Exception inner)
        => new(CubeFailure.Unreachable, $"{what}: {why}", inner) { IsTransient = true };

    private static TimeSpan? RetryAfter(HttpResponseMessage answer)
        => answer.Headers.RetryAfter?.Delta is { } delta && delta >= TimeSpan.Zero ? delta : null;

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
            exception = inner;
        return exception.Message;
    }
}
