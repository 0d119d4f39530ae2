using PxSharp.ObjectStores.Requests;

namespace PxSharp.ObjectStores.Swift;

/// <summary>Gets a token when there is none, or when the one there was is no longer good; one asks for all.</summary>
internal sealed class SwiftSession(
    HttpClient http, SwiftAccount account, ObjectStoreOptions options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _asking = new(1);
    private volatile SwiftToken? _token;

    public async ValueTask<SwiftToken> GetAsync(CancellationToken cancellationToken)
    {
        if (_token is { } present)
            return present;
        await _asking.WaitAsync(cancellationToken);
        try
        {
            return _token ??= await AskAsync(cancellationToken);
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Says that a token was refused; if it is still the one in use, the next caller gets a new one.</summary>
    public void Drop(SwiftToken refused) => Interlocked.CompareExchange(ref _token, null, refused);

    public void Dispose() => _asking.Dispose();

    private async Task<SwiftToken> AskAsync(CancellationToken cancellationToken)
    {
        var what = $"cannot log in at {account.AuthUrl} as {account.ShownUser}";
        using var guard = new StallGuard(options.StallTimeout, time, cancellationToken);
        try
        {
            using var request = account.UsesKeystone ? KeystoneLogin.Request(account) : VersionOneRequest();
            using var answer = await http.SendAsync(request, guard.Token);
            if (!answer.IsSuccessStatusCode)
                throw await HttpFailure.OfAsync(what, answer, guard.Token);
            return account.UsesKeystone
                ? await KeystoneLogin.ReadAsync(what, account, answer, guard.Token)
                : ReadVersionOne(what, answer);
        }
        catch (OperationCanceledException) when (guard.HasStalled)
        {
            throw HttpFailure.Stalled(what, options.StallTimeout);
        }
        catch (Exception exception) when (HttpFailure.IsOfConnection(exception))
        {
            throw HttpFailure.Of(what, exception);
        }
        catch (ObjectStoreException refused) when (refused.NeedsNewToken)
        {
            // No new token helps here: this is where they come from.
            throw new ObjectStoreException(ObjectStoreFailure.Denied, refused.Message, refused);
        }
    }

    private HttpRequestMessage VersionOneRequest()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, account.AuthUrl);
        request.Headers.TryAddWithoutValidation("X-Auth-User", account.User);
        request.Headers.TryAddWithoutValidation("X-Auth-Key", account.Secret.Reveal());
        return request;
    }

    private static SwiftToken ReadVersionOne(string what, HttpResponseMessage answer)
        => answer.Headers.TryGetValues("X-Storage-Url", out var urls)
            && answer.Headers.TryGetValues("X-Auth-Token", out var tokens)
            ? new SwiftToken(urls.First(), tokens.First())
            : throw new ObjectStoreException(
                ObjectStoreFailure.Other, $"{what}: what answers there is no Swift: it gave no token");
}
