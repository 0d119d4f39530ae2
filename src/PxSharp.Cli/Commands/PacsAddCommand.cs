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
                storage.Group,
            ],
            Examples =
            [
                new("px pacs add orthanc --aec ORTHANC --aet CHRISLOCAL --host 127.0.0.1 --port 4242",
                    "then: px find --pacs orthanc --PatientID 1234567"),
            ],
            RunAsync = (invocation, _) => Task.FromResult(Run(invocation, name, connection, storage)),
        };
    }

    private static ExitCode Run(
        Invocation invocation, Argument<string> name, ConnectionOptions connection, BaseMountOptions storage)
    {
        var key = invocation.Get(name)!;
        if (string.IsNullOrWhiteSpace(key) || key.StartsWith('-'))
        {
            throw new UsageException($"\"{key}\" cannot be the name of a PACS");
        }

        var services = PacsServices.BesideLog(storage.Resolve(invocation).LogDirectory);
        var known = services.Find(key);
        var service = new PacsService(
            ConnectionOptions.Title(invocation, connection.CallingAETitle) ?? known?.CallingAETitle
                ?? throw Missing("--aet", "our AE title"),
            ConnectionOptions.Title(invocation, connection.CalledAETitle) ?? known?.CalledAETitle
                ?? throw Missing("--aec", "its AE title"),
            invocation.Text(connection.Host) ?? known?.Host ?? throw Missing("--host", "its address"),
            invocation.Get(connection.Port) ?? known?.Port ?? throw Missing("--port", "its port"));
        services.Set(key, service);
        invocation.Terminal.WriteLine(
            $"{(known is null ? "added" : "changed")} {VisibleText.Of(key)}: {Describe(service)}");
        return ExitCode.Done;
    }

    /// <summary>"ORTHANC at 127.0.0.1:4242, we are CHRISLOCAL".</summary>
    public static string Describe(PacsService service) => VisibleText.Of(
        $"{service.CalledAETitle} at {service.Host}:{service.Port}, we are {service.CallingAETitle}");

    private static UsageException Missing(string option, string meaning) => new($"{option} is missing: {meaning}");
}
