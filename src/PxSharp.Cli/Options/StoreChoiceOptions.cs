using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.ObjectStores.S3;
using PxSharp.ObjectStores.Swift;
using PxSharp.Services;

namespace PxSharp.Cli.Options;

/// <summary>Which store: by the key of an entry of <c>storage.json</c>, or by its address.</summary>
/// <param name="baseLocation">What <c>--storeBaseLocation</c> means to the command.</param>
internal sealed class StoreChoiceOptions(string baseLocation)
{
    /// <summary>The key that pypx always uses.</summary>
    private const string DefaultSecret = "testing";

    private const string SecretVariable = "PX_STORAGE_SECRET";
    private const string DefaultLogin = "chris:chris1234";
    private const int DefaultPort = 8080;

    private readonly Option<string?> _key = Make.Text(
        "--swift", "KEY", "the store of this name: an entry of services/storage.json, of any kind");

    private readonly Option<string?> _host = Make.Text("--swiftIP", "HOST", "a Swift at this address");

    private readonly Option<int?> _port = Make.Number(
        "--swiftPort", "PORT", $"its TCP port (default {DefaultPort}); 443 means https", 1, 65535);

    private readonly Option<string?> _login = Make.Text(
        "--swiftLogin",
        "ACCOUNT:USER",
        $"as whom to go there (default {DefaultLogin}); the key is in $PX_STORAGE_SECRET, else pypx's own");

    private readonly Option<string?> _container = Make.Text(
        "--container", "NAME", $"the container there (default {SwiftAccount.DefaultContainer})");

    private readonly Option<string?> _base = Make.Text("--storeBaseLocation", "DIR", baseLocation);

    public IReadOnlyList<Option> Options => [_key, _base, _host, _port, _login, _container];

    /// <summary>What the options say that the command line does not give; nothing when null.</summary>
    public Func<string, string?>? Otherwise { get; set; }

    /// <summary>Whether one of the options names a store.</summary>
    public bool IsGiven(Invocation invocation) =>
        Text(invocation, _key) is not null || Text(invocation, _host) is not null
        || Text(invocation, _base) is not null;

    /// <summary>The store, and what stands before the names in it: of a Swift or an S3 the base location.</summary>
    /// <exception cref="UsageException">Something cannot be.</exception>
    public (StorageService Service, string Above) Resolve(Invocation invocation, BaseMount baseMount)
    {
        var directory = Text(invocation, _base);
        var service = Text(invocation, _key) is { } key ? Named(invocation, baseMount, key)
            : Text(invocation, _host) is { } host ? SwiftAt(invocation, host)
            : StorageService.InDirectory(directory!);
        return (service, service.StorePath is null ? directory ?? "" : "");
    }

    /// <summary>Refuses options that name more than one store.</summary>
    /// <exception cref="UsageException">They do.</exception>
    public void CheckOnlyOne(Invocation invocation)
    {
        if (new[] { _key, _host, _base }.Count(option => Text(invocation, option) is not null) > 1)
        {
            throw new UsageException("which store? give one of --swift, --storeBaseLocation and --swiftIP");
        }
    }

    /// <summary>The store of a kind; pypx takes a directory wherever one is given.</summary>
    /// <exception cref="UsageException">Something is missing or cannot be.</exception>
    public StorageService ResolveAs(StorageType? type, Invocation invocation, BaseMount baseMount)
    {
        if (Text(invocation, _key) is { } key)
        {
            var service = Named(invocation, baseMount, key);
            return Text(invocation, _base) is not null
                ? throw new UsageException("give --swift KEY or --storeBaseLocation DIR, not both")
                : type is null || type == service.Type ? service
                : throw new UsageException($"--type: the store named {key} is of another kind");
        }

        return Text(invocation, _base) is { } directory
            ? type != StorageType.S3
                ? StorageService.InDirectory(directory)
                : throw new UsageException("--type s3: --storeBaseLocation is for a store in a directory")
            : type == StorageType.FileSystem
                ? throw new UsageException("--type fs: which directory? give --storeBaseLocation DIR or --swift KEY")
            : Text(invocation, _host) is not { } host
                ? throw new UsageException(
                    "which store? give --swift KEY, --storeBaseLocation DIR, or --swiftIP HOST with --swiftPort, "
                        + "--swiftLogin and --container")
            : type == StorageType.S3 ? S3At(invocation, host) : SwiftAt(invocation, host);
    }

    private static StorageService Named(Invocation invocation, BaseMount baseMount, string key) =>
        StorageServices.BesideLog(baseMount.LogDirectory, invocation.Surroundings.Variable).Get(key);

    private StorageService SwiftAt(Invocation invocation, string host) => StorageService.Of(new SwiftAccount
    {
        AuthUrl = Address(invocation, host, "/auth/v1.0"),
        User = Text(invocation, _login) ?? DefaultLogin,
        Secret = new Secret(SecretOf(invocation) ?? DefaultSecret),
        Container = Text(invocation, _container) ?? SwiftAccount.DefaultContainer,
    });

    private StorageService S3At(Invocation invocation, string host) => StorageService.Of(new S3Account
    {
        Endpoint = Address(invocation, host, ""),
        AccessKey = Text(invocation, _login)
            ?? throw new UsageException("--type s3: --swiftLogin is missing: the ID of the access key"),
        Secret = new Secret(SecretOf(invocation)
            ?? throw new UsageException($"--type s3: the secret key is missing; set ${SecretVariable}")),
        Bucket = Text(invocation, _container)
            ?? throw new UsageException("--type s3: --container is missing: the bucket"),
    });

    private Uri Address(Invocation invocation, string host, string path)
    {
        var port = invocation.Get(_port)
            ?? (int.TryParse(Otherwise?.Invoke(_port.Name), out var other) ? other : DefaultPort);
        try
        {
            return new UriBuilder(port == 443 ? "https" : "http", host, port, path).Uri;
        }
        catch (Exception exception) when (exception is UriFormatException or ArgumentOutOfRangeException)
        {
            throw new UsageException($"--swiftIP: \"{host}\" and port {port} are no address of a machine");
        }
    }

    private static string? SecretOf(Invocation invocation) =>
        invocation.Surroundings.Variable(SecretVariable) is { Length: > 0 } secret ? secret : null;

    private string? Text(Invocation invocation, Option<string?> option) =>
        invocation.Text(option) ?? (Otherwise?.Invoke(option.Name) is { Length: > 0 } other ? other : null);
}
