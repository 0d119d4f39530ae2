using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PxSharp.Services;

namespace PxSharp.Cube.Requests;

/// <summary>
/// Who we are in a request: a token, asked for once with user and password, as it costs the server a fiftieth of what
/// the password in each request costs; the password where CUBE gives no tokens.
/// </summary>
internal sealed class CubeSession(CubeService service, CubeOptions options, CubeTransport transport) : IDisposable
{
    private readonly SemaphoreSlim _asking = new(1);
    private volatile AuthenticationHeaderValue? _credentials;

    public async ValueTask<AuthenticationHeaderValue> GetAsync(CancellationToken cancellationToken)
    {
        if (_credentials is { } present)
            return present;
        await _asking.WaitAsync(cancellationToken);
        try
        {
            return _credentials ??= service.Token is { } token
                ? new AuthenticationHeaderValue("Token", token.Reveal())
                : await AskAsync(cancellationToken);
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Says that credentials were refused; false when others cannot be had.</summary>
    public bool Drop(AuthenticationHeaderValue refused)
    {
        if (service.Token is not null || refused.Scheme != "Token")
            return false;
        Interlocked.CompareExchange(ref _credentials, null, refused);
        return true;
    }

    public void Dispose() => _asking.Dispose();

    private async ValueTask<AuthenticationHeaderValue> AskAsync(CancellationToken cancellationToken)
    {
        var user = service.UserName ?? "";
        var password = service.Password?.Reveal() ?? "";
        var what = $"cannot log in at {service.Address} as {user}";
        // No link leads there; the place is fixed, and it speaks plain JSON only.
        var answer = await transport.RetryAsync(
            token => transport.SendAsync(what, () => Request(user, password), options.RequestTimeout, token),
            cancellationToken);
        switch (answer.StatusCode)
        {
            case 200:
                return Token(answer) is { Length: > 0 } given
                    ? new AuthenticationHeaderValue("Token", given)
                    : throw new CubeException(
                        CubeFailure.NotCube, $"{what}: what answers there is no CUBE: it gave no token");
            case 404 or 405:
                var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
                return new AuthenticationHeaderValue("Basic", pair);
            case 400 or 401 or 403:
                throw new CubeException(
                    CubeFailure.Denied, $"{what}: {answer.Reason.TrimEnd('.')}: check the user and the password")
                {
                    StatusCode = answer.StatusCode,
                };
            default:
                throw answer.ToException(what);
        }
    }

    private HttpRequestMessage Request(string user, string password)
    {
        var fields = new[] { KeyValuePair.Create("username", user), KeyValuePair.Create("password", password) };
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service.Address, "auth-token/"))
        {
            Content = CubeContent.Of(fields, CubeContent.PlainJson),
        };
        request.Headers.Accept.ParseAdd(CubeContent.PlainJson);
        return request;
    }

    private static string? Token(CubeAnswer answer)
    {
        try
        {
            return CubeDocument.Parse(answer.Body).Items is [var item, ..] ? item["token"] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
