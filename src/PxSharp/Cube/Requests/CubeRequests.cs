using System.Net.Http.Headers;
using PxSharp.Services;

namespace PxSharp.Cube.Requests;

/// <summary>
/// Requests with who we are, in collection+json, or in plain JSON with a server that refuses collection+json.
/// </summary>
internal sealed class CubeRequests : IDisposable
{
    private readonly CubeService _service;
    private readonly CubeOptions _options;
    private readonly CubeTransport _transport;
    private readonly CubeSession _session;
    private volatile string _mediaType = CubeContent.CollectionJson;

    public CubeRequests(CubeService service, CubeOptions options, TimeProvider time)
    {
        _service = service;
        _options = options;
        _transport = new CubeTransport(options, time);
        _session = new CubeSession(service, options, _transport);
    }

    /// <summary>
    /// Where a link leads. The server's own name for itself may be one that only its neighbours know, and our
    /// credentials go to no other server: host and port stay ours.
    /// </summary>
    public Uri Follow(string link)
    {
        if (!Uri.TryCreate(_service.Address, link, out var target) || target.Scheme is not ("http" or "https"))
            throw new CubeException(CubeFailure.NotCube, $"{_service.Address}: a link there leads nowhere");
        return new UriBuilder(target)
        {
            Scheme = _service.Address.Scheme,
            Host = _service.Address.Host,
            Port = _service.Address.Port,
            UserName = "",
            Password = "",
        }.Uri;
    }

    /// <summary>Asks, and asks again where that may help.</summary>
    /// <exception cref="CubeException">It failed.</exception>
    public ValueTask<CubeDocument> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        var what = $"cannot ask {WithoutQuery(address)}";
        return _transport.RetryAsync(
            async token =>
            {
                var answer = await SendAsync(
                    what, address, static _ => null, _options.RequestTimeout, token);
                return answer.IsSuccess ? answer.ToDocument(what) : throw answer.ToException(what);
            },
            cancellationToken);
    }

    /// <summary>
    /// Adds. When it is not sure what came of it, asks whether it is there before it tries again: never sent twice
    /// without that.
    /// </summary>
    /// <param name="address">The list that it is added to.</param>
    /// <param name="fields">What is added.</param>
    /// <param name="timeout">The longest wait for the answer.</param>
    /// <param name="isThere">Asks whether it is there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CubeException">It failed, or is refused.</exception>
    public ValueTask<CubeAddition> AddAsync(
        Uri address,
        IReadOnlyList<KeyValuePair<string, string>> fields,
        TimeSpan timeout,
        Func<CancellationToken, ValueTask<bool>> isThere,
        CancellationToken cancellationToken)
    {
        var what = $"cannot register at {WithoutQuery(address)}";
        var isSecondTry = false;
        return _transport.RetryAsync(
            async token =>
            {
                if (isSecondTry && await isThere(token))
                    return CubeAddition.Added;
                isSecondTry = true;
                var answer = await SendAsync(
                    what, address, mediaType => CubeContent.Of(fields, mediaType), timeout, token);
                if (IsAlreadyThere(answer))
                    return CubeAddition.AlreadyThere;
                if (!answer.IsSuccess)
                    throw answer.ToException(what);
                _ = answer.ToDocument(what);
                return CubeAddition.Added;
            },
            cancellationToken);
    }

    public void Dispose()
    {
        _session.Dispose();
        _transport.Dispose();
    }

    private static bool IsAlreadyThere(CubeAnswer answer)
        => answer.StatusCode == 400
            && CubeError.Read(answer.Body) is { Count: > 0 } refusals
            && refusals.All(refusal => refusal.Field is null or "path"
                && refusal.Reason.Contains("already", StringComparison.OrdinalIgnoreCase)
                && refusal.Reason.Contains("registered", StringComparison.OrdinalIgnoreCase));

    private async ValueTask<CubeAnswer> SendAsync(
        string what,
        Uri address,
        Func<string, HttpContent?> content,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var hasNewCredentials = false;
        while (true)
        {
            var mediaType = _mediaType;
            var credentials = await _session.GetAsync(cancellationToken);
            var answer = await _transport.SendAsync(
                what, () => Request(address, content(mediaType), mediaType, credentials), timeout, cancellationToken);
            if (answer.StatusCode is 406 or 415 && mediaType == CubeContent.CollectionJson)
                _mediaType = CubeContent.PlainJson;
            else if (answer.StatusCode == 401 && !hasNewCredentials && _session.Drop(credentials))
                hasNewCredentials = true;
            else
                return answer;
        }
    }

    private static HttpRequestMessage Request(
        Uri address, HttpContent? content, string mediaType, AuthenticationHeaderValue credentials)
    {
        var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, address)
        {
            Content = content,
        };
        request.Headers.Authorization = credentials;
        request.Headers.Accept.ParseAdd(mediaType);
        return request;
    }

    private static string WithoutQuery(Uri address) => address.GetLeftPart(UriPartial.Path);
}
