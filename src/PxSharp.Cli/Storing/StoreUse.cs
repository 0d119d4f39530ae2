using PxSharp.Cli.Failures;
using PxSharp.ObjectStores;

namespace PxSharp.Cli.Storing;

/// <summary>How <c>px storage</c> uses a store.</summary>
internal static class StoreUse
{
    /// <summary>For what somebody waits for: a wrong address is told after seconds, not half a minute.</summary>
    public static ObjectStoreOptions Quick { get; } = new() { Retries = 3, PageLength = 10_000 };

    /// <summary>The failure of a name under which there is nothing.</summary>
    public static CommandFailedException NotThere(string name, IObjectStore store) =>
        new(ExitCode.Incomplete, $"there is nothing named {name} in {store.Location}");
}
