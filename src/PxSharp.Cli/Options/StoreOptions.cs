using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Pushing;
using PxSharp.Cube.Registration;
using PxSharp.ObjectStores.Swift;
using PxSharp.Push;
using PxSharp.Services;

namespace PxSharp.Cli.Options;

/// <summary>The store to push to: by the key of an entry of <c>storage.json</c>, or by its address.</summary>
internal sealed class StoreOptions
{
    /// <summary>The key that pypx always uses.</summary>
    private const string DefaultSecret = "testing";

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

    private readonly Option<string?> _base = Make.Text(
        "--storeBaseLocation",
        "DIR",
        "a store in this directory; of a Swift or an S3, what stands before SERVICES/PACS in the names");

    private readonly Option<string?> _pacs = Make.Text(
        "--swiftServicesPACS", "NAME", "the name of the PACS in the store: files go to SERVICES/PACS/NAME/");

    private readonly Option<bool> _each = Make.IgnoredFlag("--swiftPackEachDICOM");

    public OptionGroup Group => new("To a store", _key, _pacs, _base, _host, _port, _login);

    /// <summary>pypx's flag for what is always so.</summary>
    public Option Ignored => _each;

    public LayoutOptions Layout { get; } = new(ServicesPath.DefaultLayout);

    /// <summary>Whether one of the options names a store.</summary>
    public bool IsGiven(Invocation invocation) =>
        invocation.Text(_key) is not null || invocation.Text(_host) is not null || invocation.Text(_base) is not null;

    /// <summary>Opens the store that the options name, for so many requests at once.</summary>
    /// <exception cref="UsageException">Something is missing or cannot be.</exception>
    public PushDestination Open(Invocation invocation, BaseMount baseMount, int parallelism)
    {
        var name = invocation.Text(_pacs)
            ?? throw new UsageException("--swiftServicesPACS is missing: the name of the PACS in the store");
        if (StoreTarget.FaultOfPacsName(name) is { } fault)
        {
            throw new UsageException($"--swiftServicesPACS: \"{name}\" {fault}");
        }

        var layout = Layout.Resolve(invocation);
        var directory = invocation.Text(_base);
        var service = Service(invocation, baseMount, directory);
        var above = service.StorePath is null ? directory ?? "" : "";
        return PushDestination.InStore(service, name, layout, above, parallelism, invocation.Surroundings.Clock);
    }

    private StorageService Service(Invocation invocation, BaseMount baseMount, string? directory)
    {
        if (invocation.Text(_key) is { } key)
        {
            return StorageServices.BesideLog(baseMount.LogDirectory, invocation.Surroundings.Variable).Get(key);
        }

        if (invocation.Text(_host) is not { } host)
        {
            return StorageService.InDirectory(directory!);
        }

        var port = invocation.Get(_port) ?? DefaultPort;
        return StorageService.Of(new SwiftAccount
        {
            AuthUrl = new UriBuilder(port == 443 ? "https" : "http", host, port, "/auth/v1.0").Uri,
            User = invocation.Text(_login) ?? DefaultLogin,
            Secret = new Secret(invocation.Surroundings.Variable("PX_STORAGE_SECRET") is { Length: > 0 } secret
                ? secret
                : DefaultSecret),
        });
    }
}
