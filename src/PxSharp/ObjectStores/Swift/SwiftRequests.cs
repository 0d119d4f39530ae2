using PxSharp.ObjectStores.Requests;

namespace PxSharp.ObjectStores.Swift;

/// <summary>
/// Sends requests to an account: with a token, which is renewed, with a guard, and again when that may help.
/// </summary>
internal sealed class SwiftRequests : IDisposable
{
    private readonly HttpClient _http;
    private readonly SwiftSession _session;
    private readonly Retries _retry;
    private readonly ObjectStoreOptions _options;
    private readonly TimeProvider _time;

    public SwiftRequests(SwiftAccount account, ObjectStoreOptions options, TimeProvider time)
    {
        _http = HttpClients.Create(options);
        _session = new SwiftSession(_http, account, options, time);
        _retry = new Retries(options, time);
        _options = options;
        _time = time;
    }

    /// <summary>Sends a request, and gives what is read from its answer, which is one of success.</summary>
    /// <param name="what">What is being done, for messages.</param>
    /// <param name="make">Makes the request anew for each try; the path goes after the account's URL.</param>
    /// <param name="read">Reads the answer; its failures, too, may be tried again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<T> SendAsync<T>(
        string what, Func<SwiftRequest> make, Func<HttpResponseMessage, StallGuard, Task<T>> read,
        CancellationToken cancellationToken)
        => _retry.RunAsync(
            async token =>
            {
                for (var isSecondTry = false; ; isSecondTry = true)
                {
                    var session = await _session.GetAsync(token);
                    try
                    {
                        return await TryAsync(what, session, make(), read, token);
                    }
                    catch (ObjectStoreException refused) when (refused.NeedsNewToken && !isSecondTry)
                    {
                        _session.Drop(session);
                    }
                }
            },
            cancellationToken);

    public void Dispose()
    {
        _http.Dispose();
        _session.Dispose();
    }

    private async Task<T> TryAsync<T>(
        string what, SwiftToken session, SwiftRequest wanted, Func<HttpResponseMessage, StallGuard, Task<T>> read,
        CancellationToken cancellationToken)
    {
        using var guard = new StallGuard(_options.StallTimeout, _time, cancellationToken);
        using var request = Make(session, wanted, guard);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, guard.Token);
            guard.Touch();
            if (!answer.IsSuccessStatusCode)
                throw await HttpFailure.OfAsync(what, answer, guard.Token);
            return await read(answer, guard);
        }
        catch (Exception) when ((request.Content as PieceContent)?.SourceFailure is { } failure)
        {
            throw failure;
        }
        catch (OperationCanceledException) when (guard.HasStalled)
        {
            throw HttpFailure.Stalled(what, _options.StallTimeout);
        }
        catch (Exception exception) when (HttpFailure.IsOfConnection(exception))
        {
            throw HttpFailure.Of(what, exception);
        }
    }

    private static HttpRequestMessage Make(SwiftToken session, SwiftRequest wanted, StallGuard guard)
    {
        // Names may hold parts such as "%2e%2e": the address must go out as it is.
        var url = new Uri(
            session.StorageUrl + wanted.Path,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(wanted.Method, url) { Content = wanted.Body?.Invoke(guard) };
        request.Headers.TryAddWithoutValidation("X-Auth-Token", session.Value);
        foreach (var (name, value) in wanted.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        // So a refusal comes before much was sent for nothing.
        request.Headers.ExpectContinue = request.Content is PieceContent;
        return request;
    }
}
