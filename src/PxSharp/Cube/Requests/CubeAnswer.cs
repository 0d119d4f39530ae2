using System.Net;
using System.Text.Json;

namespace PxSharp.Cube.Requests;

/// <summary>A whole answer over HTTP.</summary>
internal sealed record CubeAnswer(int StatusCode, byte[] Body, Uri? Location, TimeSpan? RetryAfter)
{
    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>Whether the same request may succeed when it is tried again.</summary>
    public bool IsTransient => StatusCode is 408 or 429 or >= 500 and not (501 or 505);

    /// <summary>The status, and what the server says of it.</summary>
    public string Reason
    {
        get
        {
            var refusals = CubeError.Read(Body);
            var phrase = $"{StatusCode} {(HttpStatusCode)StatusCode}";
            return refusals.Count == 0 ? phrase : $"{phrase}: {string.Join("; ", refusals)}";
        }
    }

    /// <summary>Reads the body.</summary>
    /// <exception cref="CubeException">It is not what a CUBE says.</exception>
    public CubeDocument ToDocument(string what)
    {
        try
        {
            return CubeDocument.Parse(Body);
        }
        catch (JsonException exception)
        {
            throw new CubeException(
                CubeFailure.NotCube, $"{what}: what answers there is no CUBE: the answer is not JSON", exception)
            {
                // Nothing at all is an answer that was cut off.
                IsTransient = Body.Length == 0,
            };
        }
    }

    /// <summary>The failure that this answer tells of.</summary>
    public CubeException ToException(string what)
    {
        var (failure, advice) = StatusCode switch
        {
            400 or 409 or 413 or 422 => (CubeFailure.Refused, ""),
            401 => (CubeFailure.Denied, ": check the user and the password, or the token"),
            403 => (CubeFailure.Denied, ": only the user chris may register, and the group pacs_users read"),
            405 => (CubeFailure.NotCube,
                ": this CUBE takes no registrations there, as 6.3.0-beta.1 to beta.5 do not; another version does"),
            408 or 429 or >= 500 => (CubeFailure.Unreachable, ""),
            301 or 302 or 307 or 308 => (CubeFailure.NotCube, $": it leads to {Location}; give that address"),
            _ => (CubeFailure.NotCube, ": check the address, which ends in /api/v1/"),
        };
        return new CubeException(failure, $"{what}: {(advice.Length > 0 ? Reason.TrimEnd('.') : Reason)}{advice}")
        {
            StatusCode = StatusCode,
            Refusals = failure == CubeFailure.Refused ? CubeError.Read(Body) : [],
            IsTransient = IsTransient,
            IsServerFault = StatusCode >= 500,
            RetryAfter = RetryAfter,
        };
    }
}
