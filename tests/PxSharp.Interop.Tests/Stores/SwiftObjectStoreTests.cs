using PxSharp.Interop.Tests.Peers;
using PxSharp.ObjectStores;

namespace PxSharp.Interop.Tests.Stores;

public sealed class SwiftObjectStoreTests(SwiftServer swift) : ObjectStoreContract
{
    private readonly string _container = SwiftServer.NewContainer();

    protected override async Task<IObjectStore> OpenAsync()
    {
        await swift.RequireAsync();
        return swift.Open(_container, SmallSegments);
    }

    protected override async Task AssertNothingElseIsLeftAsync()
    {
        await using var segments = swift.Open(_container + "_segments", SmallSegments);
        await foreach (var left in segments.ListAsync("", Cancellation))
            Assert.Fail($"left in the container of the segments: {left.Name}");
    }
}
