using System.CommandLine;
using PxSharp.Cli.Options;
using PxSharp.Cli.Storing;
using PxSharp.ObjectStores.Transfers;

namespace PxSharp.Cli.Commands;

/// <summary><c>px storage get</c>: writes objects to files.</summary>
internal sealed class StorageGetCommand
{
    private readonly StorageOptions _storage = new();
    private readonly TransferringOptions _how = new("replace files that have other content");
    private readonly Argument<string> _name = new("NAME")
    {
        Description = "an object, or a directory: all objects whose names have it and a '/' before them",
    };

    private readonly Argument<string?> _local = new("PATH")
    {
        Description = "the file, or the directory that it goes to; of a directory, the directory that takes its place "
            + "(default: its own name, here)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private StorageGetCommand()
    {
    }

    public static CommandDefinition Define()
    {
        var get = new StorageGetCommand();
        return new CommandDefinition
        {
            Name = "storage get",
            Summary = "fetch objects from a store",
            Description = "A file is there under its name only when it is whole, its checksum right and its bytes on "
                + "disk. What is there with the same content is not fetched again; a file with other content is kept, "
                + "unless --force is given. No name of an object leads out of the directory.",
            Usage = "NAME [PATH] [options]",
            Arguments = [get._name, get._local],
            Options = [get._how.Group, .. get._storage.Groups],
            Examples =
            [
                new("px storage get SERVICES/PACS/org/p/s/se/0001.dcm --swift chris", "an object, as ./0001.dcm"),
                new("px storage get SERVICES/PACS/org /data/org --swift chris", "a tree, below /data/org"),
            ],
            RunAsync = get.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var name = invocation.Get(_name)!;
        StoreUse.Name(name);
        var store = _storage.Open(invocation, _how.Use(invocation));
        await using (store.ConfigureAwait(false))
        {
            var plan = await TransferPlan.ToGetAsync(store, name, invocation.Get(_local), cancellationToken)
                .ConfigureAwait(false);
            if (plan.Count == 0)
            {
                throw StoreUse.NotThere(name, store);
            }

            var output = new TransferOutput(invocation, TransferWords.Get, store.Location, _how.IsJson(invocation));
            return await output.FollowAsync(
                new ObjectTransfers(store, _how.Resolve(invocation)).GetAsync(plan, cancellationToken))
                .ConfigureAwait(false);
        }
    }
}
