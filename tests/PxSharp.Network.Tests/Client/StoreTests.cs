using PxSharp.Dicom;
using PxSharp.Network.Dimse;
using PxSharp.Network.Tests.Support;

namespace PxSharp.Network.Tests.Client;

public class StoreTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(1000)]
    [InlineData(131060)]
    [InlineData(262144)]
    [InlineData(524288)]
    [InlineData(5_000_000)]
    public async Task What_is_stored_is_what_was_sent(int length)
    {
        var store = new MemoryStore();
        await using var server = await Peers.ServeAsync(new() { Store = store });
        await using var client = await Peers.ConnectAsync(server, Peers.CT);
        var bytes = Peers.Bytes(length);
        var response = await client.StoreAsync(Peers.Instance("1.2.3", bytes), Peers.Cancellation);
        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Equal(bytes, store.Stored["1.2.3"]);
        await client.ReleaseAsync(Peers.Cancellation);
        var request = Assert.Single(store.Requests);
        Assert.Equal(DicomUID.CTImageStorage, request.SOPClassUID);
        Assert.Equal(DicomUID.ExplicitVRLittleEndian, request.TransferSyntaxUID);
        Assert.Equal("TEST", request.CallingAETitle);
        Assert.Null(request.MoveOriginator);
    }
}
