using PxSharp.Cli.Failures;
using PxSharp.ObjectStores;

namespace PxSharp.Cli.Storing;

/// <summary>How <c>px storage</c> uses a store.</summary>
internal static class StoreUse
{
    /// <summary>For what somebody waits for: a wrong address is told after seconds, not half a minute.</summary>
    public static ObjectStoreOptions Quick { get; } = new() { Retries = 3, PageLength = 10_000 };

    /// <summary>The name that the command line gives, without '/' around it; empty is the whole store.</summary>
    /// <exception cref="UsageException">No object can have it.</exception>
    public static string Name(string given)
    {
        var name = ObjectName.Of(given);
        return name.Length > 0 && ObjectName.FaultOf(name) is { } fault
            ? throw new UsageException($"an object cannot have the name '{name}': {fault}")
            : name;
    }

    /// <summary>Whether objects lie below the name, as files in a directory.</summary>
    public static async Task<bool> HasBelowAsync(
        IObjectStore store, string name, CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ListAsync(name + "/", cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        return false;
    }

    /// <summary>The failure of a name under which there is nothing.</summary>
    public static CommandFailedException NotThere(string name, IObjectStore store) =>
        new(ExitCode.Incomplete, $"there is nothing named {name} in {store.Location}");

    /// <summary>The failure of a name that no object has, but what stands before others.</summary>
    /// <param name="name">The name.</param>
    /// <param name="store">The store.</param>
    /// <param name="hint">What to do with them.</param>
    public static CommandFailedException IsDirectory(string name, IObjectStore store, string hint) => new(
        ExitCode.Incomplete, $"there is no object {name} in {store.Location}, but objects below {name}/; {hint}");
}
