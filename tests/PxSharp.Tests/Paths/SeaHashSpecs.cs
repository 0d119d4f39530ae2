using PxSharp.Paths;
using Xunit;

namespace PxSharp.Tests.Paths;

public sealed class SeaHashSpecs
{
    [Fact]
    public void Gives_the_published_hash_of_a_known_text()
        => Assert.Equal(1988685042348123509UL, SeaHash.Hash("to be or not to be"u8));

    [Theory]
    [InlineData("1.2.826.0.1.3680043.10.9999.1.11.1", 0xa44a304c5ea660cd)]
    [InlineData("1.2.826.0.1.3680043.10.9999.1.22.2001", 0x043077dd1260ea83)]
    public void Gives_the_hashes_in_the_directory_names_of_pypx(string uid, ulong expected)
        => Assert.Equal(expected, SeaHash.Hash(System.Text.Encoding.ASCII.GetBytes(uid)));

    [Fact]
    public void Differs_for_bytes_that_differ_only_in_zeros_at_the_end()
    {
        var hashes = Enumerable.Range(0, 70).Select(length => SeaHash.Hash(new byte[length])).ToHashSet();

        Assert.Equal(70, hashes.Count);
    }
}
