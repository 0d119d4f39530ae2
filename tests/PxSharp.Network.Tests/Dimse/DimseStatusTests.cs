using PxSharp.Network.Dimse;

namespace PxSharp.Network.Tests.Dimse;

public class DimseStatusTests
{
    [Theory]
    [InlineData(0x0000, "success")]
    [InlineData(0xFF00, "pending")]
    [InlineData(0xFF01, "pending")]
    [InlineData(0xFE00, "cancel")]
    [InlineData(0x0001, "warning")]
    [InlineData(0x0107, "warning")]
    [InlineData(0x0116, "warning")]
    [InlineData(0xB000, "warning")]
    [InlineData(0xB006, "warning")]
    [InlineData(0xB007, "warning")]
    [InlineData(0x0110, "failure")]
    [InlineData(0x0122, "failure")]
    [InlineData(0xA700, "failure")]
    [InlineData(0xA801, "failure")]
    [InlineData(0xA900, "failure")]
    [InlineData(0xC000, "failure")]
    [InlineData(0xCFFF, "failure")]
    [InlineData(0xFF02, "failure")]
    public void A_status_is_of_one_kind(ushort code, string kind)
    {
        var status = new DimseStatus(code);
        Assert.Equal(kind == "success", status.IsSuccess);
        Assert.Equal(kind == "pending", status.IsPending);
        Assert.Equal(kind == "cancel", status.IsCancel);
        Assert.Equal(kind == "warning", status.IsWarning);
        Assert.Equal(kind == "failure", status.IsFailure);
    }

    [Fact]
    public void Only_a_lack_of_resources_passes_with_time()
    {
        Assert.True(new DimseStatus(0xA701).IsTransient);
        Assert.True(new DimseStatus(0xA702).IsTransient);
        Assert.False(new DimseStatus(0xA801).IsTransient);
        Assert.False(new DimseStatus(0xA900).IsTransient);
        Assert.False(new DimseStatus(0xC001).IsTransient);
    }

    [Fact]
    public void Every_status_of_the_services_has_a_sentence_of_its_own()
    {
        ushort[] codes =
        [
            0x0000, 0x0105, 0x0106, 0x0107, 0x0110, 0x0111, 0x0112, 0x0116, 0x0117, 0x0118, 0x0119, 0x0120, 0x0121,
            0x0122, 0x0124, 0x0210, 0x0211, 0x0212, 0x0213, 0xA700, 0xA701, 0xA702, 0xA801, 0xA900, 0xB000, 0xB006,
            0xB007, 0xC000, 0xFE00, 0xFF00, 0xFF01,
        ];
        var sentences = codes.Select(code => new DimseStatus(code).Describe()).ToArray();
        Assert.Equal(codes.Length, sentences.Distinct().Count());
    }

    [Fact]
    public void Every_code_there_can_be_has_a_sentence() => Assert.All(
        Enumerable.Range(0, 0x10000), code => Assert.EndsWith(".", new DimseStatus((ushort)code).Describe()));

    [Fact]
    public void A_status_prints_as_four_hexadecimal_digits() =>
        Assert.Equal("A801", DimseStatus.MoveDestinationUnknown.ToString());
}
