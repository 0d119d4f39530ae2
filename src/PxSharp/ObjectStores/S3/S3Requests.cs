using Amazon.Runtime;
using Amazon.S3;
using PxSharp.ObjectStores.Requests;

namespace PxSharp.ObjectStores.S3;

/// <summary>Calls the S3 client: with a guard, and again when that may help.</summary>
internal sealed class S3Requests : IDisposable
{
    private readonly AmazonS3Client _client;
    private readonly HttpClient _http;
    private readonly Retries _retry;
    private readonly ObjectStoreOptions _options;
    private readonly TimeProvider _time;

    public S3Requests(S3Account account, ObjectStoreOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _retry = new Retries(options, time);
        _http = HttpClients.Create(options);
        var config = new AmazonS3Config
        {
            ForcePathStyle = account.UsesPathStyle,
            AuthenticationRegion = account.Region,
            HttpClientFactory = new OneClient(_http),
            // The retries are ours, and so are the time-outs.
            MaxErrorRetry = 0,
            Timeout = Timeout.InfiniteTimeSpan,
            // Every upload has its MD5; other checksums are more than many servers know.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (account.Endpoint is { } endpoint)
            config.ServiceURL = endpoint.ToString();
        else
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(account.Region);
        _client = new AmazonS3Client(new BasicAWSCredentials(account.AccessKey, account.Secret.Reveal()), config);
    }

    /// <summary>Does one call, and what must be done with its answer.</summary>
    /// <param name="what">What is being done, for messages.</param>
    /// <param name="call">Done anew for each try.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<T> SendAsync<T>(
        string what, Func<IAmazonS3, StallGuard, Task<T>> call, CancellationToken cancellationToken)
        => _retry.RunAsync(
            async token =>
            {
                using var guard = new StallGuard(_options.StallTimeout, _time, token);
                try
                {
                    return await call(_client, guard);
                }
                catch (OperationCanceledException) when (guard.HasStalled)
                {
                    throw HttpFailure.Stalled(what, _options.StallTimeout);
                }
                catch (Exception exception) when (SourceFailure(exception) is { } failure)
                {
                    throw failure;
                }
                catch (Exception exception) when (S3Failure.Of(what, exception) is { } failure)
                {
                    throw failure;
                }
            },
            cancellationToken);

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    /// <summary>What reading the file failed with, below what the client made of it.</summary>
    private static ObjectStoreException? SourceFailure(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is ObjectStoreException failure)
                return failure;
        }
        return null;
    }

    private sealed class OneClient(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
