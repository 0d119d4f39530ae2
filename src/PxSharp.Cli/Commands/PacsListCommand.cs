using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Json;
using PxSharp.Services;

namespace PxSharp.Cli.Commands;

/// <summary><c>px pacs list</c>: the known PACS.</summary>
internal static class PacsListCommand
{
    public static CommandDefinition Define()
    {
        var storage = new BaseMountOptions();
        var json = Make.Flag("--json", "print the entries as JSON");
        return new CommandDefinition
        {
            Name = "pacs list",
            Summary = "list the known PACS",
            Options = [new OptionGroup("Output", json), storage.Group],
            Examples = [new("px pacs list", "one line for each PACS")],
            RunAsync = (invocation, _) =>
            {
                var services = PacsServices.BesideLog(storage.Resolve(invocation).LogDirectory);
                if (invocation.Get(json))
                {
                    invocation.Terminal.WriteLine(PyJson.Text(services.File.Read()));
                }
                else
                {
                    WriteTable(invocation.Terminal, services);
                }

                return Task.FromResult(ExitCode.Done);
            },
        };
    }

    private static void WriteTable(Terminal terminal, PacsServices services)
    {
        var list = services.List();
        if (list.Count == 0)
        {
            terminal.WriteLine(
                "No PACS is known yet; px pacs add NAME --aec TITLE --aet TITLE --host HOST --port PORT adds one.");
            return;
        }

        var table = new TextTable(
            new Column("NAME"), new Column("AE TITLE"), new Column("ADDRESS"), new Column("OUR AE TITLE"));
        foreach (var (name, service) in list)
        {
            table.Add(name, service.CalledAETitle, $"{service.Host}:{service.Port}", service.CallingAETitle);
        }

        table.Write(terminal);
    }
}
