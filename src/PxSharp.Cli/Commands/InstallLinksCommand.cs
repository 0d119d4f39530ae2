using System.CommandLine;
using PxSharp.Cli.Calling;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Installing;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Storage;

namespace PxSharp.Cli.Commands;

/// <summary><c>px install-links</c>: makes the names of pypx's tools lead to px.</summary>
internal static class InstallLinksCommand
{
    public static CommandDefinition Define()
    {
        var directory = new Argument<string>("DIR") { Description = "where the links go, such as /usr/local/bin" };
        var force = Make.Flag("--force", "replace files that are not ours");
        return new CommandDefinition
        {
            Name = "install-links",
            Summary = "make px-find, px-repack, ... lead to px",
            Usage = "DIR [options]",
            Description = "Called as px-find, px is px find, and so for every tool of pypx and for PACS_QR.sh. A link "
                + "that is there already is left alone, and so is a file that is not ours, unless --force is given. "
                + "On Windows the links are small .cmd files.",
            Arguments = [directory],
            Options = [new OptionGroup("Links", force)],
            Examples = [new("px install-links /usr/local/bin", "afterwards scripts made for pypx find px there")],
            RunAsync = (invocation, _) => Task.FromResult(
                Run(invocation, Path.GetFullPath(invocation.Get(directory)!), invocation.Get(force))),
        };
    }

    private static ExitCode Run(Invocation invocation, string directory, bool force)
    {
        var program = invocation.Surroundings.Program() ?? throw new CommandFailedException(
            ExitCode.Incomplete, "there is no px that a link could lead to: only an assembly that dotnet has started");
        if (NewDirectory.Make(directory))
        {
            invocation.WriteError($"note: there was no directory {directory}; it was made");
        }

        var installer = new LinkInstaller(program, directory, force, OperatingSystem.IsWindows());
        var isWhole = Install("px", null);
        foreach (var name in ToolName.All)
        {
            if (ToolName.CommandOf(name) is { } command && CommandCatalogue.Has(command))
            {
                isWhole &= Install(name, command);
            }
        }

        return isWhole ? ExitCode.Done : ExitCode.Incomplete;

        bool Install(string name, string? command)
        {
            var path = VisibleText.Of(installer.PathOf(name));
            switch (installer.Install(name, command))
            {
                case LinkOutcome.Taken:
                    invocation.WriteError($"{path} is somebody else's file and was left alone; --force replaces it");
                    return false;
                case var outcome:
                    invocation.Terminal.WriteLine($"{Describe(outcome)} {path}");
                    return true;
            }
        }
    }

    private static string Describe(LinkOutcome outcome) => outcome switch
    {
        LinkOutcome.Made => "made    ",
        LinkOutcome.Replaced => "replaced",
        _ => "is there",
    };
}
