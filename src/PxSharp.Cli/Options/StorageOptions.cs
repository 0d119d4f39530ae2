using PxSharp.Cli.Failures;
using PxSharp.ObjectStores;

namespace PxSharp.Cli.Options;

/// <summary>The store that <c>px storage</c> works on.</summary>
internal sealed class StorageOptions
{
    private readonly StoreChoiceOptions _choice = new("a store in this directory");
    private readonly BaseMountOptions _baseMount = new();

    public IReadOnlyList<OptionGroup> Groups => [new OptionGroup("Store", _choice.Options), _baseMount.Group];

    /// <summary>Opens the store that the options name.</summary>
    /// <param name="invocation">The options.</param>
    /// <param name="use">How it is used; the defaults when null.</param>
    /// <param name="mustExist">Whether a directory must be there already.</param>
    /// <exception cref="UsageException">Something is missing or cannot be.</exception>
    public IObjectStore Open(Invocation invocation, ObjectStoreOptions? use = null, bool mustExist = true)
    {
        _choice.CheckOnlyOne(invocation);
        return _choice.ResolveAs(null, invocation, _baseMount.Resolve(invocation))
            .Open(use, invocation.Surroundings.Clock, mustExist);
    }
}
