using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Pushing;
using PxSharp.Index;
using PxSharp.Push;

namespace PxSharp.Cli.Options;

/// <summary>
/// Where to push to, and how: the options of <c>px push</c> that <c>--then push</c> has as arguments too.
/// </summary>
internal sealed class PushingOptions
{
    private const int StoreParallelism = 8;
    private const int PacsParallelism = 4;

    private readonly StoreOptions _store = new();
    private readonly ToPacsOptions _pacs = new();
    private readonly ToDicomWebOptions _web = new();
    private readonly BaseMountOptions _baseMount = new(hasDataDirectory: true);

    private readonly Option<int?> _parallel = Make.Number(
        "--parallel", "N", $"files under way at once (default {StoreParallelism}); for a PACS or a web server, "
            + $"associations or requests (default {PacsParallelism})", 1, 64);

    private readonly Option<bool> _recheck = Make.Flag(
        "--recheck", "ask the target also for what was pushed before, by our own record");

    public IReadOnlyList<OptionGroup> Targets => [_store.Group, _pacs.Group, _web.Group];

    public IReadOnlyList<Option> How => [_parallel, _recheck];

    public IReadOnlyList<OptionGroup> Rest => [_baseMount.Group, _store.Layout.Group];

    public IReadOnlyList<Option> Ignored => [_store.Ignored];

    /// <summary>Opens the target and the tracking database.</summary>
    /// <exception cref="UsageException">No target is named, or something is missing.</exception>
    public async Task<PushSession> OpenAsync(Invocation invocation)
    {
        var baseMount = _baseMount.Resolve(invocation);
        var isPacs = _pacs.IsGiven(invocation);
        var isWeb = _web.IsGiven(invocation);
        var targets = (isPacs ? 1 : 0) + (isWeb ? 1 : 0) + (_store.IsGiven(invocation) ? 1 : 0);
        if (targets != 1)
        {
            throw new UsageException(targets > 1
                ? "where to? name one target: a store, a PACS or a DICOMweb server"
                : "where to? give --swift KEY, --storeBaseLocation DIR, --swiftIP HOST, --pacs NAME or --stow URL");
        }

        var parallelism = invocation.Get(_parallel) ?? (isPacs || isWeb ? PacsParallelism : StoreParallelism);
        var options = new PushOptions
        {
            Parallelism = parallelism,
            Recheck = invocation.Get(_recheck),
        };
        var destination = isPacs ? _pacs.Open(invocation, baseMount)
            : isWeb ? _web.Open(invocation)
            : _store.Open(invocation, baseMount, parallelism);
        try
        {
            return new PushSession(
                destination, SqliteIndex.Open(baseMount.LogDirectory), baseMount.DataDirectory, options);
        }
        catch
        {
            await destination.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
