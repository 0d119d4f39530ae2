using PxSharp.Interop.Tests.Peers;
using PxSharp.ObjectStores;
using PxSharp.ObjectStores.S3;

namespace PxSharp.Interop.Tests.Stores;

/// <summary>Against the S3 that Swift speaks.</summary>
public sealed class S3ObjectStoreTests(SwiftServer swift) : ObjectStoreContract
{
    private readonly string _bucket = SwiftServer.NewContainer();

    protected override async Task<IObjectStore> OpenAsync()
    {
        await swift.RequireAsync();
        return new S3ObjectStore(swift.S3Account(_bucket), SmallSegments);
    }

    // Swift's S3 takes no condition for whole objects (501), and heeds one at the end of an upload in parts.
    protected override bool RefusesToReplaceBy(int length) => length >= SmallSegments.SegmentThreshold;

    protected override async Task AssertNothingElseIsLeftAsync()
    {
        await using var parts = swift.Open(_bucket + "+segments", SmallSegments);
        await foreach (var left in parts.ListAsync("", Cancellation))
            Assert.Fail($"left among the parts: {left.Name}");
    }
}
