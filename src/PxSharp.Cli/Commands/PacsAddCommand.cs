using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Services;

namespace PxSharp.Cli.Commands;

/// <summary><c>px pacs add</c>: remembers a PACS under a name.</summary>
internal static class PacsAddCommand
{
    public static CommandDefinition Define()
    {
        var name = new Argument<string>("NAME") { Description = "what you call it", Arity = ArgumentArity.ExactlyOne };
        var connection = new ConnectionOptions();
        var destinations = new DestinationOptions();
        var storage = new BaseMountOptions();
        return new CommandDefinition
        {
            Name = "pacs add",
            Summary = "remember a PACS under a name",
            Usage = "NAME --aec TITLE --aet TITLE --host HOST --port PORT",
            Description = "Afterwards --pacs NAME stands for the four values. Adding a name again changes it. "
                + "They are kept in BASEMOUNT/services/pacs.json, in the shape that pypx gives that file.",
            Arguments = [name],
            Options =
            [
                new OptionGroup(
                    "PACS", connection.CalledAETitle, connection.CallingAETitle, connection.Host, connection.Port),
                destinations.Group,
                storage.Group,
            ],
            Examples =
            [
                new("px pacs add orthanc --aec ORTHANC --aet CHRISLOCAL --host 127.0.0.1 --port 4242",
                    "then: px find --pacs orthanc --PatientID 1234567"),
            ],
            RunAsync = (invocation, _) => Task.FromResult(
                Run(invocation, name, connection, destinations, storage)),
        };
    }

    private static ExitCode Run(
        Invocation invocation,
        Argument<string> name,
        ConnectionOptions connection,
        DestinationOptions destinations,
        BaseMountOptions storage)
    {
        var key = invocation.Get(name)!;
        var services = PacsServices.BesideLog(storage.Resolve(invocation).LogDirectory);
        var known = services.Find(key);
        if (known is null && !ServiceFile.IsName(key))
        {
            throw new UsageException(
                $"\"{key}\" cannot be the name of a PACS: a name is up to {ServiceFile.LongestName} letters, digits, "
                    + "dots, underscores and hyphens, and begins with a letter or digit");
        }

        var calling = ConnectionOptions.Title(invocation, connection.CallingAETitle) ?? known?.CallingAETitle;
        var called = ConnectionOptions.Title(invocation, connection.CalledAETitle) ?? known?.CalledAETitle;
        var host = invocation.Text(connection.Host) ?? known?.Host;
        var port = invocation.Get(connection.Port) ?? known?.Port;
        if (calling is null || called is null || host is null || port is null)
        {
            throw Missing(
                (calling, "--aet", "our AE title"),
                (called, "--aec", "its AE title"),
                (host, "--host", "its address"),
                (port, "--port", "its port"));
        }

        var service = new PacsService(calling, called, host, port.Value);
        services.Set(key, service, destinations.Resolve(invocation));
        invocation.Terminal.WriteLine(
            $"{(known is null ? "added" : "changed")} {VisibleText.Of(key)}: {Describe(service)}");
        return ExitCode.Done;
    }

    /// <summary>"ORTHANC at 127.0.0.1:4242, we are CHRISLOCAL".</summary>
    public static string Describe(PacsService service) => VisibleText.Of(
        $"{service.CalledAETitle} at {service.Host}:{service.Port}, we are {service.CallingAETitle}");

    private static UsageException Missing(params IEnumerable<(object? Value, string Option, string Meaning)> needed)
    {
        var missing = needed.Where(one => one.Value is null).ToList();
        return new UsageException(missing is [var only]
            ? $"{only.Option} is missing: {only.Meaning}"
            : $"missing: {string.Join(", ", missing.Select(one => $"{one.Option} ({one.Meaning})"))}");
    }
}
