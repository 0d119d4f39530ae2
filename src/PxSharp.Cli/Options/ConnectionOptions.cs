using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using PxSharp.Cli.Failures;
using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Services;

namespace PxSharp.Cli.Options;

/// <summary>Which PACS to talk to: by name, by its four values, or both, where the values win.</summary>
internal sealed class ConnectionOptions
{
    private const string DefaultCallingAETitle = "PXSHARP";
    private const string DefaultCalledAETitle = "ANY-SCP";

    public Option<string?> Pacs { get; } = Make.Text(
        "--pacs", "NAME", "the PACS of this name (px pacs add, px pacs list)", "--PACS");

    public Option<string?> CallingAETitle { get; } = Make.Text(
        "--aet", "TITLE", $"our AE title, which the PACS must know (default {DefaultCallingAETitle})");

    public Option<string?> CalledAETitle { get; } = Make.Text(
        "--aec", "TITLE", $"the AE title of the PACS (default {DefaultCalledAETitle})");

    public Option<string?> Host { get; } = Make.Text(
        "--serverIP", "HOST", "its address or name; --host is the same", "--host");

    public Option<int?> Port { get; } = Make.Number(
        "--serverPort", "PORT", "its TCP port; --port is the same", 1, 65535, "--port");

    public Option<int?> Timeout { get; } = Make.Number(
        "--timeout", "SECONDS", "longest wait for one answer of the PACS (default 60)", 1, 86400);

    public OptionGroup Group => new("PACS", Pacs, CallingAETitle, CalledAETitle, Host, Port, Timeout);

    /// <summary>The PACS that the options name.</summary>
    /// <param name="invocation">The options.</param>
    /// <param name="baseMount">Where the named PACS are kept.</param>
    /// <param name="upstream">
    /// pypx's <c>args</c> of an earlier query, which hold where no option says otherwise.
    /// </param>
    /// <exception cref="UsageException">Nothing names its address.</exception>
    public ChosenPacs Resolve(Invocation invocation, BaseMount baseMount, JsonObject? upstream = null)
    {
        var services = PacsServices.BesideLog(baseMount.LogDirectory);
        var (name, known) = invocation.Text(Pacs) is { } given
            ? (given, (PacsService?)Named(services, given))
            : upstream is not null && Of(upstream, services) is { } earlier
            ? earlier
            : OnlyOne(invocation, services);
        var options = Associate(new PacsService(
            Title(invocation, CallingAETitle) ?? known?.CallingAETitle ?? DefaultCallingAETitle,
            Title(invocation, CalledAETitle) ?? known?.CalledAETitle ?? DefaultCalledAETitle,
            invocation.Text(Host) ?? known?.Host ?? throw NoAddress(services),
            invocation.Get(Port) ?? known?.Port
                ?? throw new UsageException("--serverPort is missing: the port of the PACS")));
        return new ChosenPacs(name, invocation.Get(Timeout) is { } seconds
            ? options with
            {
                DimseTimeout = TimeSpan.FromSeconds(seconds),
                AssociationTimeout = TimeSpan.FromSeconds(seconds),
                ConnectTimeout = TimeSpan.FromSeconds(seconds),
            }
            : options);
    }

    private static AssociationOptions Associate(PacsService service)
    {
        try
        {
            return new AssociationOptions
            {
                Host = service.Host,
                Port = service.Port,
                CallingAETitle = service.CallingAETitle,
                CalledAETitle = service.CalledAETitle,
            };
        }
        catch (ArgumentException exception)
        {
            // pacs.json may hold anything; what the command line gives has been looked at before.
            var end = exception.Message.IndexOf(" (Parameter", StringComparison.Ordinal);
            throw new UsageException(end < 0 ? exception.Message : exception.Message[..end]);
        }
    }

    /// <summary>An AE title has 1 to 16 printable ASCII characters and no backslash (PS3.5 6.2, VR AE).</summary>
    public static string? Title(Invocation invocation, Option<string?> option)
    {
        var title = invocation.Text(option)?.Trim(' ');
        if (title is not null && !AETitle.IsValid(title))
        {
            throw new UsageException(
                $"{option.Name}: \"{title}\" is no AE title; it has 1 to 16 ASCII characters and no backslash");
        }

        return title;
    }

    private static (string? Name, PacsService? Service)? Of(JsonObject arguments, PacsServices services)
    {
        var name = Text("PACS");
        if (Text("serverIP") is { } host
            && int.TryParse(Text("serverPort"), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return (name, new PacsService(
                Text("aet") ?? DefaultCallingAETitle, Text("aec") ?? DefaultCalledAETitle, host, port));
        }

        return name is null ? null : (name, Named(services, name));

        string? Text(string key) => arguments[key] is JsonValue value && value.ToString() is { Length: > 0 } text
            ? text
            : null;
    }

    private static PacsService Named(PacsServices services, string name) => services.Find(name)
        ?? throw new UsageException(services.List().Select(entry => entry.Key).ToList() is { Count: > 0 } known
            ? $"no PACS is named \"{name}\"; known: {string.Join(", ", known)} (px pacs add adds one)"
            : $"no PACS is named \"{name}\", and none is known; "
                + $"add it: px pacs add {name} --aec TITLE --host HOST --port PORT");

    /// <summary>When no PACS is named and only one is known, that one is meant.</summary>
    private (string? Name, PacsService? Service) OnlyOne(Invocation invocation, PacsServices services) =>
        !invocation.Has(Host) && services.List() is [var only] ? (only.Key, only.Value) : (null, null);

    private static UsageException NoAddress(PacsServices services)
    {
        var known = services.List().Select(entry => entry.Key).ToList();
        return new UsageException("which PACS? give --serverIP and --serverPort, or --pacs NAME "
            + (known.Count > 0 ? $"(known: {string.Join(", ", known)})" : "after px pacs add NAME ..."));
    }
}
