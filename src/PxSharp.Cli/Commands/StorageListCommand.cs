using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Options;
using PxSharp.Cli.Storing;
using PxSharp.Cli.Terminals;
using PxSharp.ObjectStores;

namespace PxSharp.Cli.Commands;

/// <summary><c>px storage ls</c>: what is in a store.</summary>
internal sealed class StorageListCommand
{
    private readonly StorageOptions _storage = new();
    private readonly Argument<string?> _prefix = new("PREFIX")
    {
        Description = "an object, or a directory as names with '/' have it (default: all)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _recursive = Make.Flag("--recursive", "every object, however deep", "-r");
    private readonly Option<bool> _json = Make.Flag("--json", "print one JSON object a line");

    private StorageListCommand()
    {
    }

    public static CommandDefinition Define()
    {
        var list = new StorageListCommand();
        return new CommandDefinition
        {
            Name = "storage ls",
            Summary = "list what is in a store",
            Description = "One level, as a directory is listed: the objects there, and the directories with how many "
                + "objects and bytes are in them. Names are whole, so that they can be given to the other commands. "
                + "When there is nothing under PREFIX, the exit code is 1.",
            Usage = "[PREFIX] [options]",
            Arguments = [list._prefix],
            Options = [new OptionGroup("How", list._recursive, list._json), .. list._storage.Groups],
            Examples =
            [
                new("px storage ls --swift chris", "what is at the top of the store named chris"),
                new("px storage ls SERVICES/PACS/org -r --storeBaseLocation /mnt/store",
                    "every object below, in a store in a directory"),
            ],
            RunAsync = list.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var prefix = invocation.Get(_prefix) ?? "";
        StoreUse.Name(prefix);
        var store = _storage.Open(invocation, StoreUse.Quick);
        await using (store.ConfigureAwait(false))
        {
            var entries = invocation.Get(_recursive)
                ? StoreTree.ListAsync(store, prefix, cancellationToken).Select(
                    found => new StoreEntry(found.Name, 1, found.Length) { Object = found })
                : StoreTree.ListLevelAsync(store, prefix, cancellationToken);
            var isEmpty = true;
            await foreach (var entry in entries.ConfigureAwait(false))
            {
                isEmpty = false;
                Write(invocation, entry);
            }

            if (!isEmpty)
            {
                return ExitCode.Done;
            }

            if (ObjectName.Of(prefix).Length > 0)
            {
                throw StoreUse.NotThere(prefix, store);
            }

            if (invocation.Verbosity > 0)
            {
                invocation.WriteError($"there is nothing in {store.Location}");
            }

            return ExitCode.Done;
        }
    }

    private void Write(Invocation invocation, StoreEntry entry)
    {
        if (!invocation.Get(_json))
        {
            var when = entry.Object is null
                ? ShownValue.Count(entry.Objects, "object", "objects")
                : ObjectText.Time(entry.Object, invocation.Surroundings.Clock);
            invocation.Terminal.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{ShownValue.Size(entry.Length),9}  {when,-16}  {VisibleText.Of(entry.Name)}"));
            return;
        }

        JsonLine.Write(invocation.Terminal, entry.Object is not null
            ? ObjectText.Json(entry.Object)
            : new JsonObject
            {
                ["directory"] = entry.Name,
                ["objects"] = entry.Objects,
                ["bytes"] = entry.Length,
            });
    }
}
