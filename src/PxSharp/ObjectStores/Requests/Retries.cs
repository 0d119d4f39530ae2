using Polly;
using Polly.Retry;

namespace PxSharp.ObjectStores.Requests;

/// <summary>
/// Tries again what may pass, after waits that double each time, and says in the end how often it tried.
/// </summary>
internal sealed class Retries
{
    private readonly ResiliencePipeline _pipeline;
    private readonly int _retries;

    public Retries(ObjectStoreOptions options, TimeProvider time)
    {
        _retries = options.Retries;
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (_retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = static outcome => ValueTask.FromResult(
                    outcome.Outcome.Exception is ObjectStoreException { IsTransient: true }),
                MaxRetryAttempts = _retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.LongestRetryDelay,
                DelayGenerator = outcome => ValueTask.FromResult<TimeSpan?>(
                    outcome.Outcome.Exception is ObjectStoreException { RetryAfter: { } asked }
                        ? TimeSpan.FromTicks(Math.Min(asked.Ticks, options.LongestRetryDelay.Ticks))
                        : null),
            });
        }
        _pipeline = builder.Build();
    }

    public async ValueTask<T> RunAsync<T>(
        Func<CancellationToken, ValueTask<T>> request, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(request, cancellationToken);
        }
        catch (ObjectStoreException failure) when (failure.IsTransient && _retries > 0)
        {
            throw new ObjectStoreException(
                failure.Failure, $"{failure.Message} (tried {_retries + 1} times)", failure)
            {
                IsServerFault = failure.IsServerFault,
            };
        }
    }
}
