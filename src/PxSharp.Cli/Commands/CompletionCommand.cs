using System.CommandLine;
using PxSharp.Cli.Completion;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Services;

namespace PxSharp.Cli.Commands;

/// <summary><c>px completion</c>: prints the script with which a shell completes px.</summary>
internal static class CompletionCommand
{
    public static CommandDefinition Define()
    {
        var shell = new Argument<string>("bash|zsh|fish") { Description = "the shell" };
        var storage = new BaseMountOptions();
        return new CommandDefinition
        {
            Name = "completion",
            Summary = "print the completion script of a shell",
            Usage = "bash|zsh|fish",
            Description = "The script completes commands, options, paths, and the names of the known PACS, for px and "
                + "for the names of pypx's tools.",
            Arguments = [shell],
            Options = [storage.Group],
            Examples =
            [
                new("source <(px completion bash)", "in ~/.bashrc"),
                new("px completion zsh > ~/.zfunc/_px", "a directory of fpath"),
                new("px completion fish > ~/.config/fish/completions/px.fish", "for fish"),
            ],
            RunAsync = (invocation, _) => Task.FromResult(Run(invocation, invocation.Get(shell)!, storage)),
        };
    }

    private static ExitCode Run(Invocation invocation, string shell, BaseMountOptions storage)
    {
        if (shell == CompletionCatalogue.PacsNames)
        {
            var services = PacsServices.BesideLog(storage.Resolve(invocation).LogDirectory);
            foreach (var (name, _) in services.List())
            {
                invocation.Terminal.WriteLine(VisibleText.Of(name));
            }

            return ExitCode.Done;
        }

        invocation.Terminal.Out.Write(shell switch
        {
            "bash" => BashCompletion.Of(CompletionCatalogue.Commands()),
            "zsh" => ZshCompletion.Of(CompletionCatalogue.Commands()),
            "fish" => FishCompletion.Of(CompletionCatalogue.Commands()),
            _ => throw new UsageException($"\"{shell}\" is none of bash, zsh and fish"),
        });
        return ExitCode.Done;
    }
}
