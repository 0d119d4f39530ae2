using PxSharp.Network.Server;
using PxSharp.Network.Tests.Support;

namespace PxSharp.Network.Tests.Associations;

public class OptionsTests
{
    [Fact]
    public void No_timeout_of_a_client_is_infinite_or_nothing() =>
        Assert.All([Timeout.InfiniteTimeSpan, TimeSpan.Zero, TimeSpan.MaxValue], time =>
    {
        var options = Peers.OptionsFor(104);
        Assert.Throws<ArgumentException>(() => options with { ConnectTimeout = time });
        Assert.Throws<ArgumentException>(() => options with { AssociationTimeout = time });
        Assert.Throws<ArgumentException>(() => options with { DimseTimeout = time });
        Assert.Throws<ArgumentException>(() => options with { ReleaseTimeout = time });
        Assert.Throws<ArgumentException>(() => options with { CancelTimeout = time });
    });

    [Fact]
    public void No_timeout_of_a_server_is_infinite_or_nothing() =>
        Assert.All([Timeout.InfiniteTimeSpan, TimeSpan.Zero, TimeSpan.MaxValue], time =>
    {
        Assert.Throws<ArgumentException>(() => new DicomServerOptions { AssociationTimeout = time });
        Assert.Throws<ArgumentException>(() => new DicomServerOptions { IdleTimeout = time });
        Assert.Throws<ArgumentException>(() => new DicomServerOptions { DimseTimeout = time });
    });

    [Theory]
    [InlineData("")]
    [InlineData("    ")]
    [InlineData("SEVENTEEN_LETTERS")]
    [InlineData("BACK\\SLASH")]
    [InlineData("ÉCOLE")]
    [InlineData("TAB\t")]
    public void A_title_that_is_none_is_refused(string title)
    {
        Assert.False(AETitle.IsValid(title));
        Assert.Throws<ArgumentException>(() => Peers.OptionsFor(104) with { CalledAETitle = title });
    }

    [Theory]
    [InlineData(" PACS ", "PACS")]
    [InlineData("SIXTEEN_LETTERS_", "SIXTEEN_LETTERS_")]
    [InlineData("  SIXTEEN_LETTERS_", "SIXTEEN_LETTERS_")]
    [InlineData("two words", "two words")]
    public void Spaces_around_a_title_do_not_count(string title, string normal) =>
        Assert.Equal(normal, AETitle.Normalize(title));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_port_that_is_none_is_refused(int port) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Peers.OptionsFor(port));

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData((1 << 20) + 1)]
    public void A_maximum_length_out_of_bounds_is_refused(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Peers.OptionsFor(104) with { MaximumLength = length });
}
