using System.CommandLine;
using System.Text.Json.Nodes;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Storing;
using PxSharp.Cli.Terminals;
using PxSharp.ObjectStores;

namespace PxSharp.Cli.Commands;

/// <summary><c>px storage rm</c>: removes objects.</summary>
internal sealed class StorageRemoveCommand
{
    private readonly StorageOptions _storage = new();
    private readonly Argument<string[]> _names = new("NAME")
    {
        Description = "objects",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _tree = Make.Text(
        "--tree", "PREFIX", "every object in this directory, as names with '/' have it, and below it");

    private readonly Option<bool> _json = Make.Flag("--json", "print one JSON object a line for each object");

    private StorageRemoveCommand()
    {
    }

    public static CommandDefinition Define()
    {
        var remove = new StorageRemoveCommand();
        return new CommandDefinition
        {
            Name = "storage rm",
            Summary = "remove objects from a store",
            Description = "What is removed is gone: a store keeps no copy. The exit code is 1 when one of the objects "
                + "is not there.",
            Usage = "NAME... | --tree PREFIX [options]",
            Arguments = [remove._names],
            Options = [new OptionGroup("What", remove._tree, remove._json), .. remove._storage.Groups],
            Examples =
            [
                new("px storage rm reports/2024/report.pdf --swift chris", "one object"),
                new("px storage rm --tree incoming/cd1 --swift chris", "all that is below incoming/cd1/"),
            ],
            RunAsync = remove.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var names = invocation.Get(_names) ?? [];
        var tree = invocation.Text(_tree);
        if ((names.Length > 0) == (tree is not null))
        {
            throw new UsageException("what is to be removed? give names of objects, or --tree PREFIX");
        }

        if (tree is not null && ObjectName.Of(tree).Length == 0)
        {
            throw new UsageException($"--tree {tree}: that is the whole store; name a directory in it");
        }

        string[] checkedNames = [.. names.Select(name => ObjectName.Check(StoreUse.Name(name)))];
        StoreUse.Name(tree ?? "");
        var store = _storage.Open(invocation, StoreUse.Quick);
        await using (store.ConfigureAwait(false))
        {
            return tree is not null
                ? await RemoveTreeAsync(invocation, store, tree, cancellationToken).ConfigureAwait(false)
                : await RemoveAsync(invocation, store, checkedNames, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ExitCode> RemoveAsync(
        Invocation invocation, IObjectStore store, string[] names, CancellationToken cancellationToken)
    {
        var exitCode = ExitCode.Done;
        foreach (var name in names)
        {
            if (await store.DeleteAsync(name, cancellationToken).ConfigureAwait(false))
            {
                Tell(invocation, name, isDetail: false);
                continue;
            }

            exitCode = ExitCode.Incomplete;
            invocation.WriteError(await StoreUse.HasBelowAsync(store, name, cancellationToken).ConfigureAwait(false)
                ? StoreUse.IsDirectory(name, store, $"--tree {name} removes them").Message
                : $"there is no object {name} in {store.Location}");
        }

        return exitCode;
    }

    private async Task<ExitCode> RemoveTreeAsync(
        Invocation invocation, IObjectStore store, string tree, CancellationToken cancellationToken)
    {
        var progress = new ProgressLine(invocation.Terminal, invocation.WriteError);
        var count = 0L;
        try
        {
            await store.DeleteTreeAsync(
                ObjectName.Check(ObjectName.Of(tree)) + "/",
                name =>
                {
                    count++;
                    progress.Clear();
                    Tell(invocation, name, isDetail: true);
                    if (!invocation.Get(_json) && invocation.Verbosity > 0)
                    {
                        progress.Show($"{ShownValue.Count(count, "object", "objects")} removed");
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            progress.Clear();
            throw new CommandFailedException(
                ExitCode.Interrupted,
                $"interrupted: {ShownValue.Count(count, "object was", "objects were")} removed");
        }
        catch (ObjectStoreException failure) when (count > 0)
        {
            throw new CommandFailedException(
                Failure.Describe(failure, cancellationToken).ExitCode,
                $"{failure.Message} ({ShownValue.Count(count, "object was", "objects were")} removed before)");
        }
        finally
        {
            progress.Clear();
        }

        if (count == 0)
        {
            throw StoreUse.NotThere(ObjectName.Of(tree) + "/", store);
        }

        if (!invocation.Get(_json) && invocation.Verbosity > 0)
        {
            invocation.Terminal.WriteLine(VisibleText.Of(
                $"removed {ShownValue.Count(count, "object", "objects")} from {store.Location}"));
        }

        return ExitCode.Done;
    }

    private void Tell(Invocation invocation, string name, bool isDetail)
    {
        if (invocation.Get(_json))
        {
            JsonLine.Write(invocation.Terminal, new JsonObject { ["event"] = "removed", ["object"] = name });
        }
        else if (invocation.Verbosity > (isDetail ? 1 : 0))
        {
            invocation.Terminal.WriteLine(VisibleText.Of($"removed {name}"));
        }
    }
}
