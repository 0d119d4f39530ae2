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
    private readonly StoreOptions _store = new();
    private readonly BaseMountOptions _baseMount = new(hasDataDirectory: true);

    private readonly Option<int?> _parallel = Make.Number(
        "--parallel", "N", "groups of files under way at once, each of one directory (default 8)", 1, 64);

    private readonly Option<bool> _recheck = Make.Flag(
        "--recheck", "ask the target also for what was pushed before, by our own record");

    public IReadOnlyList<OptionGroup> Targets => [_store.Group];

    public IReadOnlyList<Option> How => [_parallel, _recheck];

    public IReadOnlyList<OptionGroup> Rest => [_baseMount.Group, _store.Layout.Group];

    public IReadOnlyList<Option> Ignored => [_store.Ignored];

    /// <summary>Opens the target and the tracking database.</summary>
    /// <exception cref="UsageException">No target is named, or something is missing.</exception>
    public async Task<PushSession> OpenAsync(Invocation invocation)
    {
        var baseMount = _baseMount.Resolve(invocation);
        if (!_store.IsGiven(invocation))
        {
            throw new UsageException("where to? give --swift KEY, --storeBaseLocation DIR or --swiftIP HOST");
        }

        var options = new PushOptions
        {
            Parallelism = invocation.Get(_parallel) ?? new PushOptions().Parallelism,
            Recheck = invocation.Get(_recheck),
        };
        var destination = _store.Open(invocation, baseMount);
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
