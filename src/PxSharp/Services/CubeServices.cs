using System.Text.Json;
using System.Text.Json.Nodes;

namespace PxSharp.Services;

/// <summary>The CUBEs that have a name: <c>BASEMOUNT/services/cube.json</c>, in the shape that pypx gives it.</summary>
/// <remarks>
/// <c>{"key": {"url": "http://HOST:8000/api/v1/", "username": "...", "password": "..."}}</c>. In place of
/// <c>password</c> may stand <c>passwordFile</c>, <c>token</c> or <c>tokenFile</c>, or nothing, when the environment
/// has <c>PX_CUBE_PASSWORD</c> or <c>PX_CUBE_TOKEN</c>. pypx's <c>regFSdir</c> is kept and not needed.
/// </remarks>
public sealed class CubeServices
{
    /// <summary>The environment variable that has the password, where an entry has none.</summary>
    public const string PasswordVariable = "PX_CUBE_PASSWORD";

    /// <summary>The environment variable that has the token, where an entry has neither token nor password.</summary>
    public const string TokenVariable = "PX_CUBE_TOKEN";

    private readonly ServiceFile _file;
    private readonly Func<string, string?> _variable;

    /// <summary>Uses the given file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="variable">Gives an environment variable; those of the process when null.</param>
    public CubeServices(ServiceFile file, Func<string, string?>? variable = null)
    {
        _file = file;
        _variable = variable ?? Environment.GetEnvironmentVariable;
    }

    /// <summary>The named CUBEs of the BASEMOUNT whose log directory (<c>--db</c>) is given.</summary>
    public static CubeServices BesideLog(string logDirectory, Func<string, string?>? variable = null)
        => new(ServiceFile.BesideLog(logDirectory, "cube"), variable);

    /// <summary>The CUBE of that name; the error says which names there are.</summary>
    /// <exception cref="ServiceFileException">There is none of that name, or it is broken.</exception>
    public CubeService Get(string key)
    {
        var entries = _file.Read();
        if (!entries.TryGetPropertyValue(key, out var value))
            throw new ServiceFileException(_file.FilePath, Unknown(key, entries)) { IsUnknownName = true };
        return value is JsonObject entry
            ? Parse(key, entry)
            : throw new ServiceFileException(
                _file.FilePath, $"entry '{key}' must be an object with url, username and password");
    }

    /// <summary>Reads the address of an API: what lacks is the slash at its end, nothing else.</summary>
    /// <returns>Null when it is no address of that kind, or has a user and password in it.</returns>
    public static Uri? ParseAddress(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Uri.TryCreate(text.Trim().TrimEnd('/') + "/", UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https"
            && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
            ? address
            : null;
    }

    private CubeService Parse(string key, JsonObject entry)
    {
        var address = ParseAddress(Text(key, entry, "url") ?? throw Missing(key, "url"))
            ?? throw new ServiceFileException(
                _file.FilePath,
                $"entry '{key}': 'url' must be as http://HOST:8000/api/v1/, without user and password in it");
        var user = Text(key, entry, "username");
        var token = EntrySecret.Find(_file, key, entry, "token");
        var password = token is null ? EntrySecret.Find(_file, key, entry, "password") : null;
        if (token is null && password is null)
        {
            token = FromEnvironment(TokenVariable);
            password = token is null ? FromEnvironment(PasswordVariable) : null;
        }
        if (token is null && password is null)
        {
            throw new ServiceFileException(
                _file.FilePath, $"entry '{key}' has no 'password', and {PasswordVariable} is not set");
        }
        if (token is null && user is null)
            throw Missing(key, "username");
        return new CubeService(address, user, password, token);
    }

    private Secret? FromEnvironment(string name) => _variable(name) is { Length: > 0 } value ? new Secret(value) : null;

    private ServiceFileException Missing(string key, string member)
        => new(_file.FilePath, $"entry '{key}' has no '{member}'");

    private string? Text(string key, JsonObject entry, string member) => entry[member] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String =>
            value.GetValue<string>().Trim() is { Length: > 0 } text ? text : null,
        _ => throw new ServiceFileException(_file.FilePath, $"entry '{key}': '{member}' must be a text"),
    };

    private static string Unknown(string key, JsonObject entries)
    {
        var known = string.Join(", ", entries.Select(entry => entry.Key));
        return known.Length == 0
            ? $"no CUBE is named '{key}'; name one with `px smdb --action CUBE --actionArgs '{{\"{key}\": {{...}}}}'`"
            : $"no CUBE is named '{key}' (there are: {known})";
    }
}
