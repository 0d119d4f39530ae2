using System.CommandLine;
using PxSharp.Cli.Options;
using PxSharp.Cli.Storing;
using PxSharp.ObjectStores.Transfers;

namespace PxSharp.Cli.Commands;

/// <summary><c>px storage put</c>: stores files as they are.</summary>
internal sealed class StoragePutCommand
{
    private readonly StorageOptions _storage = new();
    private readonly TransferringOptions _how = new("replace objects that have other content");
    private readonly Argument<string> _local = new("PATH") { Description = "a file, or a directory with all below it" };
    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "the object's name, or with '/' at its end the directory that it goes to; of a directory, what "
            + "stands before the paths in it (default: its own name)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private StoragePutCommand()
    {
    }

    public static CommandDefinition Define()
    {
        var put = new StoragePutCommand();
        return new CommandDefinition
        {
            Name = "storage put",
            Summary = "store files in a store",
            Description = "Files go into the store as they are, whatever they hold; px push gives DICOM files the "
                + "names that ChRIS expects. An object is there as a whole, with its checksum confirmed by the store, "
                + "or not at all. What is there with the same content is not sent again; what is there with other "
                + "content is kept, unless --force is given.",
            Usage = "PATH [NAME] [options]",
            Arguments = [put._local, put._name],
            Options = [put._how.Group, .. put._storage.Groups],
            Examples =
            [
                new("px storage put report.pdf reports/2024/ --swift chris", "a file, as reports/2024/report.pdf"),
                new("px storage put /media/cd incoming/cd1 --storeBaseLocation /mnt/store",
                    "all files of a CD, below incoming/cd1/"),
            ],
            RunAsync = put.RunAsync,
        };
    }

    private async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var local = invocation.Get(_local)!;
        StoreUse.Name(invocation.Get(_name) ?? "");
        if (SourceOptions.FindMissing([local]) is { } missing)
        {
            throw SourceOptions.Missing(missing);
        }

        var store = _storage.Open(invocation, _how.Use(invocation), mustExist: false);
        await using (store.ConfigureAwait(false))
        {
            var plan = await TransferPlan.ToPutAsync(local, invocation.Get(_name), cancellationToken)
                .ConfigureAwait(false);
            var output = new TransferOutput(invocation, TransferWords.Put, store.Location, _how.IsJson(invocation));
            return await output.FollowAsync(
                new ObjectTransfers(store, _how.Resolve(invocation)).PutAsync(plan, cancellationToken))
                .ConfigureAwait(false);
        }
    }
}
