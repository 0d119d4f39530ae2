using PxSharp.Retrieve;
using Xunit;

namespace PxSharp.Tests.Retrieve;

public sealed class SeriesDelaySpecs
{
    [Theory]
    [InlineData("0", 100, 0)]
    [InlineData("", 100, 0)]
    [InlineData("2", 100, 2)]
    [InlineData("0.5", 100, 0.5)]
    [InlineData("dynamic:6", 120, 20)]
    [InlineData("dynamic:1", 3, 3)]
    public void Is_fixed_or_grows_with_the_number_of_instances(string text, int instances, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), SeriesDelay.Parse(text).After(instances));

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("NaN")]
    [InlineData("dynamic:")]
    [InlineData("dynamic:0")]
    [InlineData("dynamic:x")]
    public void Anything_else_is_refused_by_name(string text)
    {
        var refused = Assert.Throws<FormatException>(() => SeriesDelay.Parse(text));
        Assert.Contains($"'{text}'", refused.Message, StringComparison.Ordinal);
    }
}
