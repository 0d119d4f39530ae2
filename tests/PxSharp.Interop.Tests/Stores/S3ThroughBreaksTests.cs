using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Wire;
using PxSharp.ObjectStores;
using PxSharp.ObjectStores.S3;

namespace PxSharp.Interop.Tests.Stores;

/// <summary>All that holds for an S3 holds when connections to it break at every fifth request.</summary>
public sealed class S3ThroughBreaksTests(SwiftServer swift) : ObjectStoreContract
{
    private BreakingProxy? _proxy;

    protected override async Task<IObjectStore> OpenAsync()
    {
        await swift.RequireAsync();
        _proxy = new BreakingProxy(swift.Port, every: 5);
        return new S3ObjectStore(
            swift.S3Account(SwiftServer.NewContainer(), _proxy.Port), SmallSegments with { Retries = 20 });
    }

    // Swift's S3 takes no condition for whole objects (501), and heeds one at the end of an upload in parts.
    protected override bool RefusesToReplaceBy(int length) => length >= SmallSegments.SegmentThreshold;

    protected override async ValueTask CloseAsync()
    {
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }
    }
}
