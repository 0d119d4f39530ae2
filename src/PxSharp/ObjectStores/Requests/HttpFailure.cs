using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace PxSharp.ObjectStores.Requests;

/// <summary>Says of an answer, or of none, what it means for the one who asked.</summary>
internal static partial class HttpFailure
{
    private const int LongestReason = 200;
    private const int RateLimited = 498;

    /// <summary>The failure that an answer tells of; its body is read as far as it gives a reason.</summary>
    public static async Task<ObjectStoreException> OfAsync(
        string what, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var code = (int)answer.StatusCode;
        var reason = await ReasonAsync(answer, cancellationToken);
        return new ObjectStoreException(KindOf(code), $"{what}: {WithAdvice(KindOf(code), $"{code} {reason}")}")
        {
            IsTransient = IsTransient(code),
            IsServerFault = IsServerFault(code),
            NeedsNewToken = code == 401,
            RetryAfter = answer.Headers.RetryAfter is { } wait
                ? wait.Delta ?? (wait.Date - DateTimeOffset.UtcNow is { } until && until > TimeSpan.Zero ? until : null)
                : null,
        };
    }

    /// <summary>What kind of failure the status code of an answer stands for.</summary>
    public static ObjectStoreFailure KindOf(int code) => code switch
    {
        401 or 403 => ObjectStoreFailure.Denied,
        404 => ObjectStoreFailure.NotFound,
        412 => ObjectStoreFailure.Exists,
        413 or 507 => ObjectStoreFailure.Full,
        422 => ObjectStoreFailure.Corrupt,
        408 or 429 or RateLimited or >= 500 => ObjectStoreFailure.Unreachable,
        _ => ObjectStoreFailure.Other,
    };

    /// <summary>What the server says, and what to do about it.</summary>
    public static string WithAdvice(ObjectStoreFailure failure, string said) => failure switch
    {
        ObjectStoreFailure.Denied =>
            $"{said.TrimEnd('.')}: check the user and the secret, and what that user may do there",
        ObjectStoreFailure.Full => $"{said.TrimEnd('.')}: there is no room, a quota is used up or the disk is full",
        _ => said,
    };

    /// <summary>Whether the same request may succeed when it is tried again.</summary>
    public static bool IsTransient(int code)
        => code is 408 or 422 or 429 or RateLimited or >= 500 and not (501 or 505 or 507);

    /// <summary>Whether the server says that it failed; when its disk is full, it says just that.</summary>
    public static bool IsServerFault(int code) => code is >= 500 and not 507;

    /// <summary>
    /// Whether it is the connection that failed. The HTTP client lets what its streams and sockets throw through where
    /// a connection breaks in the middle of a message.
    /// </summary>
    public static bool IsOfConnection(Exception exception)
        => exception is HttpRequestException or IOException or SocketException;

    /// <summary>The failure of a request that got no answer, or only part of one.</summary>
    public static ObjectStoreException Of(string what, Exception exception)
        => new(ObjectStoreFailure.Unreachable, $"{what}: {Innermost(exception)}", exception) { IsTransient = true };

    /// <summary>The failure of a request on which nothing moved.</summary>
    public static ObjectStoreException Stalled(string what, TimeSpan timeout)
        => new(ObjectStoreFailure.Unreachable, $"{what}: nothing moved for {timeout.TotalSeconds:0} s")
        {
            IsTransient = true,
        };

    private static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var phrase = answer.ReasonPhrase is { Length: > 0 } given
            ? given
            : ((HttpStatusCode)answer.StatusCode).ToString();
        var buffer = new byte[4096];
        int count;
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception exception) when (IsOfConnection(exception))
        {
            return phrase;
        }
        var text = Markup.Replace(System.Text.Encoding.UTF8.GetString(buffer, 0, count), " ");
        text = Spaces.Replace(text, " ").Trim();
        // Swift's pages repeat the phrase as their heading.
        if (text.StartsWith(phrase, StringComparison.OrdinalIgnoreCase))
            text = text[phrase.Length..].Trim();
        if (text.Length > LongestReason)
            text = text[..LongestReason] + " ...";
        return text.Length == 0 ? phrase : $"{phrase}: {text}";
    }

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
            exception = inner;
        return exception.Message;
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Markup { get; }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces { get; }
}
