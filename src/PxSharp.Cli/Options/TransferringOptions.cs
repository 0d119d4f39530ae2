using System.CommandLine;
using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Transfers;

namespace PxSharp.Cli.Options;

/// <summary>How objects are copied into a store or out of it.</summary>
/// <param name="force">What <c>--force</c> does.</param>
internal sealed class TransferringOptions(string force)
{
    private const int Parallelism = 8;

    private readonly Option<bool> _force = Make.Flag("--force", force);
    private readonly Option<int?> _parallel = Make.Number(
        "--parallel", "N", $"objects under way at once (default {Parallelism})", 1, 64);

    private readonly Option<bool> _json = Make.Flag("--json", "print one JSON object a line for each object");

    public OptionGroup Group => new("How", _force, _parallel, _json);

    public bool IsJson(Invocation invocation) => invocation.Get(_json);

    public TransferOptions Resolve(Invocation invocation) => new()
    {
        Overwrite = invocation.Get(_force),
        Parallelism = invocation.Get(_parallel) ?? Parallelism,
    };

    public ObjectStoreOptions Use(Invocation invocation) =>
        new() { Parallelism = invocation.Get(_parallel) ?? Parallelism };
}
