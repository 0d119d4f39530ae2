using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.ObjectStores.S3;
using PxSharp.ObjectStores.Swift;

namespace PxSharp.Services;

/// <summary>
/// One entry of <c>storage.json</c>. Beside pypx's members it may have, for Swift, <c>url</c> (in place of ip and
/// port), <c>container</c>, and <c>auth: "v3"</c> with <c>project</c>, <c>userDomain</c>, <c>projectDomain</c> and
/// <c>region</c>; for S3 <c>region</c> and <c>pathStyle</c>. Its secret (Swift's key, S3's secret access key) is the
/// first of these that there is: the environment variable <c>PX_STORAGE_SECRET_KEY</c> with the name of the entry in
/// place of KEY, <c>PX_STORAGE_SECRET</c>, the file that <c>secretFile</c> names, <c>secret</c>; for Swift else pypx's
/// own, <c>testing</c>.
/// </summary>
internal sealed class StorageEntry
{
    /// <summary>The key that pypx always uses.</summary>
    public const string DefaultSwiftSecret = "testing";

    private const int LongestSecretFile = 64 * 1024;

    private readonly string _file;
    private readonly string _key;
    private readonly JsonObject _members;
    private readonly Func<string, string?> _variable;

    public StorageEntry(string file, string key, JsonNode? value, Func<string, string?> variable)
    {
        (_file, _key, _variable) = (file, key, variable);
        _members = value as JsonObject
            ?? throw new ServiceFileException(file, $"entry '{key}' must be an object with storagetype and more");
    }

    public StorageService Parse() => (Find("storagetype") ?? "swift").ToLowerInvariant() switch
    {
        "swift" => StorageService.Of(Swift()),
        "fs" => StorageService.InDirectory(Require("storepath")),
        "s3" => StorageService.Of(S3()),
        var other => throw Broken($"storagetype '{other}' is none of swift, fs and s3"),
    };

    /// <summary>The secret of a storage that no file names: the environment's, else null.</summary>
    public static string? SecretOf(string? key, Func<string, string?> variable)
        => (key is null ? null : NotEmpty(variable("PX_STORAGE_SECRET_" + VariablePart(key))))
            ?? NotEmpty(variable("PX_STORAGE_SECRET"));

    /// <summary>Where pypx expects Swift's tokens: by https where the port is 443.</summary>
    public static Uri SwiftUrl(string host, int port)
        => new UriBuilder(port == 443 ? "https" : "http", host, port, "/auth/v1.0").Uri;

    /// <summary>Reads a file that holds a secret and nothing else; the line end is not part of it.</summary>
    /// <exception cref="IOException">It cannot be read, or cannot be such a file.</exception>
    public static string ReadSecretFile(string path)
    {
        if (new FileInfo(path).Length > LongestSecretFile)
            throw new IOException("it is too long to hold a secret and nothing else");
        var text = File.ReadAllText(path).TrimEnd('\r', '\n');
        return text.Length > 0 ? text : throw new IOException("it is empty");
    }

    private SwiftAccount Swift()
    {
        var auth = Find("auth") ?? "v1";
        var usesKeystone = auth switch
        {
            "v1" or "1" or "1.0" => false,
            "v3" or "3" => true,
            _ => throw Broken($"auth '{auth}' is neither v1 nor v3"),
        };
        return new SwiftAccount
        {
            AuthUrl = Find("url") is { } url ? Url("url", url)
                : usesKeystone ? new UriBuilder(Port() == 443 ? "https" : "http", Require("ip"), Port(), "/v3").Uri
                : SwiftUrl(Require("ip"), Port()),
            User = Require("login"),
            Secret = new Secret(Secret() ?? DefaultSwiftSecret),
            Container = Find("container") ?? SwiftAccount.DefaultContainer,
            UsesKeystone = usesKeystone,
            Project = Find("project"),
            UserDomain = Find("userDomain") ?? "Default",
            ProjectDomain = Find("projectDomain") ?? "Default",
            Region = Find("region"),
        };
    }

    private S3Account S3() => new()
    {
        Endpoint = Find("endpoint") is { } url ? Url("endpoint", url)
            : Find("ip") is { } host
                ? new UriBuilder(Port() == 443 ? "https" : "http", host, Port()).Uri
                : null,
        Region = Find("region") ?? "us-east-1",
        AccessKey = Require("login"),
        Secret = new Secret(Secret() ?? throw Broken(
            $"has no secret: set PX_STORAGE_SECRET_{VariablePart(_key)} or add 'secretFile'")),
        Bucket = Require("bucket"),
        UsesPathStyle = Find("pathStyle") is not ("false" or "False"),
    };

    private string? Secret()
    {
        if (SecretOf(_key, _variable) is { } given)
            return given;
        if (Find("secretFile") is not { } path)
            return Find("secret");
        try
        {
            return ReadSecretFile(Path.Combine(Path.GetDirectoryName(_file)!, path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Broken($"its secretFile {path} cannot be read: {exception.Message}");
        }
    }

    private int Port()
    {
        var text = Require("port");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is >= 1 and <= 65535
            ? port
            : throw Broken($"port '{text}' is not between 1 and 65535");
    }

    private Uri Url(string name, string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo == ""
            ? url
            : throw Broken(
                $"{name} is no address such as https://host:8080 (users and secrets have members of their own)");

    private string Require(string name) => Find(name) ?? throw Broken($"has no '{name}'");

    private string? Find(string name) => _members[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String =>
            WithoutNul(name, NotEmpty(value.GetValue<string>().Trim())),
        JsonValue value => value.ToJsonString(),
        _ => throw Broken($"'{name}' must be a text or a number"),
    };

    private string? WithoutNul(string name, string? text) => text?.Contains('\0', StringComparison.Ordinal) == true
        ? throw Broken($"'{name}' has a NUL character")
        : text;

    private ServiceFileException Broken(string problem) => new(_file, $"entry '{_key}': {problem}");

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string VariablePart(string key)
        => string.Concat(key.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}
