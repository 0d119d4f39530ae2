using PxSharp.Dicom;
using PxSharp.Network.Dimse;
using PxSharp.Network.Tests.Support;

namespace PxSharp.Network.Tests.Client;

public class EchoTests
{
    [Fact]
    public async Task A_server_answers_an_echo()
    {
        await using var server = await Peers.ServeAsync();
        await using var client = await Peers.ConnectAsync(server, Peers.Verification);
        var response = await client.EchoAsync(Peers.Cancellation);
        Assert.Equal(DimseStatus.Success, response.Status);
        await client.ReleaseAsync(Peers.Cancellation);
        Assert.False(client.IsOpen);
    }

    [Fact]
    public async Task An_echo_without_its_context_says_so_and_leaves_the_association()
    {
        await using var server = await Peers.ServeAsync(new() { Store = new MemoryStore() });
        await using var client = await Peers.ConnectAsync(server, Peers.CT);
        var exception =
            await Assert.ThrowsAsync<ContextNotAcceptedException>(() => client.EchoAsync(Peers.Cancellation));
        Assert.Equal(DicomUID.Verification, exception.AbstractSyntax);
        Assert.True(client.IsOpen);
    }
}
