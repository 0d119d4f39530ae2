using System.CommandLine;
using System.Globalization;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Options;
using PxSharp.Cli.Storing;
using PxSharp.Cli.Terminals;
using PxSharp.ObjectStores;

namespace PxSharp.Cli.Commands;

/// <summary><c>px storage stat</c>: what is known of an object.</summary>
internal static class StorageStatCommand
{
    public static CommandDefinition Define()
    {
        var storage = new StorageOptions();
        var name = new Argument<string>("NAME") { Description = "the object" };
        var json = Make.Flag("--json", "print it as one JSON object");
        return new CommandDefinition
        {
            Name = "storage stat",
            Summary = "show what is known of an object",
            Description = "Its length, when it was stored, and its MD5 where the store tells it. "
                + "The exit code is 1 when there is no such object.",
            Usage = "NAME [options]",
            Arguments = [name],
            Options = [new OptionGroup("Output", json), .. storage.Groups],
            Examples = [new("px storage stat reports/2024/report.pdf --swift chris", "length, time and MD5")],
            RunAsync = async (invocation, cancellationToken) =>
            {
                var wanted = ObjectName.Check(StoreUse.Name(invocation.Get(name)!));
                var store = storage.Open(invocation, StoreUse.Quick);
                await using (store.ConfigureAwait(false))
                {
                    var found = await store.FindAsync(wanted, cancellationToken).ConfigureAwait(false)
                        ?? throw (await StoreUse.HasBelowAsync(store, wanted, cancellationToken).ConfigureAwait(false)
                            ? StoreUse.IsDirectory(wanted, store, $"px storage ls {wanted}/ lists them")
                            : StoreUse.NotThere(wanted, store));
                    if (invocation.Get(json))
                    {
                        JsonLine.Write(invocation.Terminal, ObjectText.Json(found));
                    }
                    else
                    {
                        WriteTable(invocation, store, found);
                    }

                    return ExitCode.Done;
                }
            },
        };
    }

    private static void WriteTable(Invocation invocation, IObjectStore store, StoredObject found)
    {
        var table = new TextTable(new Column(""), new Column(""));
        table.Add("object", found.Name);
        table.Add("store", store.Location);
        table.Add("bytes", found.Length.ToString(CultureInfo.InvariantCulture));
        table.Add("stored", ObjectText.Time(found, invocation.Surroundings.Clock));
        if (found.Checksum is not null)
        {
            table.Add("MD5", found.Checksum);
        }

        table.Write(invocation.Terminal);
    }
}
