using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Services;

namespace PxSharp.Cli.Commands;

/// <summary><c>px pacs show</c>: one known PACS.</summary>
internal static class PacsShowCommand
{
    public static CommandDefinition Define()
    {
        var name = new Argument<string>("NAME") { Description = "the name it was added under" };
        var storage = new BaseMountOptions();
        return new CommandDefinition
        {
            Name = "pacs show",
            Summary = "show one known PACS",
            Usage = "NAME",
            Arguments = [name],
            Options = [storage.Group],
            Examples = [new("px pacs show orthanc", "its AE title, address and our AE title")],
            RunAsync = (invocation, _) =>
            {
                var key = invocation.Get(name)!;
                var services = PacsServices.BesideLog(storage.Resolve(invocation).LogDirectory);
                var service = services.Find(key)
                    ?? throw new UsageException($"no PACS is named \"{key}\" (px pacs list shows the known ones)");
                var table = new TextTable(new Column(""), new Column(""));
                table.Add("name", key);
                table.Add("its AE title (--aec)", service.CalledAETitle);
                table.Add("host (--serverIP)", service.Host);
                table.Add("port (--serverPort)", $"{service.Port}");
                table.Add("our AE title (--aet)", service.CallingAETitle);
                var destinations = services.FindDestinations(key);
                AddUnlessNull(table, "storage key (--swift)", destinations.StorageKey);
                AddUnlessNull(table, "CUBE key (--CUBE)", destinations.CubeKey);
                AddUnlessNull(table, "name there (--swiftServicesPACS)", destinations.ServiceName);
                table.Write(invocation.Terminal);
                return Task.FromResult(ExitCode.Done);
            },
        };
    }

    private static void AddUnlessNull(TextTable table, string name, string? value)
    {
        if (value is not null)
        {
            table.Add(name, value);
        }
    }
}
