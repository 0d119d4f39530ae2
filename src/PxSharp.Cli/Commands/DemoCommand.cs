using System.CommandLine;
using PxSharp.Cli.Demo;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;

namespace PxSharp.Cli.Commands;

/// <summary><c>px demo</c>: the whole road on a simulated PACS.</summary>
internal static class DemoCommand
{
    public static CommandDefinition Define()
    {
        var keep = Make.Text(
            "--keep", "DIR", "keep files and database in this new or empty directory (default: a temporary one)");
        return new CommandDefinition
        {
            Name = "demo",
            Summary = "show the whole road on a simulated PACS, nothing needed",
            Description = "Makes synthetic studies, starts a PACS with them in this process, and does with it what the "
                + "commands do with a real one: echo, query, retrieve, check, status.",
            Options = [new OptionGroup("Demo", keep)],
            Examples = [new("px demo --keep /tmp/demo", "leaves the tree of files for you to look at")],
            RunAsync = (invocation, cancellationToken) => RunAsync(invocation, keep, cancellationToken),
        };
    }

    private static async Task<ExitCode> RunAsync(
        Invocation invocation, Option<string?> keep, CancellationToken cancellationToken)
    {
        var kept = invocation.Text(keep);
        var root = kept is null ? Directory.CreateTempSubdirectory("px-demo-").FullName : Path.GetFullPath(kept);
        if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any())
        {
            throw new UsageException($"--keep: {root} is not empty; the demo writes into a new directory only");
        }

        try
        {
            var baseMount = new BaseMount(root, Path.Combine(root, "log"), Path.Combine(root, "data"));
            var exitCode = await new DemoRun(
                invocation, baseMount, kept is not null).RunAsync(cancellationToken).ConfigureAwait(false);
            if (kept is not null)
            {
                invocation.Terminal.WriteLine();
                invocation.Terminal.WriteLine(
                    $"Kept: {VisibleText.Of(root)}  (px status --db {VisibleText.Of(baseMount.LogDirectory)})");
            }

            return exitCode;
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(root, recursive: true);
            }
        }
    }
}
