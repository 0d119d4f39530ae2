using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Services;

namespace PxSharp.Cli.Commands;

/// <summary><c>px pacs remove</c>: forgets a PACS.</summary>
internal static class PacsRemoveCommand
{
    public static CommandDefinition Define()
    {
        var name = new Argument<string>("NAME") { Description = "the name it was added under" };
        var storage = new BaseMountOptions();
        return new CommandDefinition
        {
            Name = "pacs remove",
            Summary = "forget a PACS",
            Usage = "NAME",
            Arguments = [name],
            Options = [storage.Group],
            Examples = [new("px pacs remove orthanc", "what was received from it stays")],
            RunAsync = (invocation, _) =>
            {
                var key = invocation.Get(name)!;
                if (!PacsServices.BesideLog(storage.Resolve(invocation).LogDirectory).Remove(key))
                {
                    throw new UsageException($"no PACS is named \"{key}\" (px pacs list shows the known ones)");
                }

                invocation.Terminal.WriteLine($"removed {VisibleText.Of(key)}");
                return Task.FromResult(ExitCode.Done);
            },
        };
    }
}
