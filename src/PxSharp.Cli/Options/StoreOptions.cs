using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Pushing;
using PxSharp.Cube.Registration;
using PxSharp.Push;

namespace PxSharp.Cli.Options;

/// <summary>The store to push to: by the key of an entry of <c>storage.json</c>, or by its address.</summary>
internal sealed class StoreOptions
{
    private readonly StoreChoiceOptions _choice = new(
        "a store in this directory; of a Swift or an S3, what stands before SERVICES/PACS in the names");

    private readonly Option<string?> _pacs = Make.Text(
        "--swiftServicesPACS", "NAME", "the name of the PACS in the store: files go to SERVICES/PACS/NAME/");

    private readonly Option<bool> _each = Make.IgnoredFlag("--swiftPackEachDICOM");

    public OptionGroup Group => new("To a store", [_pacs, .. _choice.Options]);

    /// <summary>pypx's flag for what is always so.</summary>
    public Option Ignored => _each;

    public LayoutOptions Layout { get; } = new(ServicesPath.DefaultLayout);

    /// <summary>Whether one of the options names a store.</summary>
    public bool IsGiven(Invocation invocation) => _choice.IsGiven(invocation);

    /// <summary>Opens the store that the options name, for so many requests at once.</summary>
    /// <exception cref="UsageException">Something is missing or cannot be.</exception>
    public PushDestination Open(Invocation invocation, BaseMount baseMount, int parallelism)
    {
        var name = invocation.Text(_pacs)
            ?? throw new UsageException("--swiftServicesPACS is missing: the name of the PACS in the store");
        if (StoreTarget.FaultOfPacsName(name) is { } fault)
        {
            throw new UsageException($"--swiftServicesPACS: \"{name}\" {fault}");
        }

        var layout = Layout.Resolve(invocation);
        var (service, above) = _choice.Resolve(invocation, baseMount);
        return PushDestination.InStore(service, name, layout, above, parallelism, invocation.Surroundings.Clock);
    }
}
