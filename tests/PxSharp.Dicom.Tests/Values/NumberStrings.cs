using CsCheck;
using PxSharp.Dicom.Values;
using Xunit;

namespace PxSharp.Dicom.Tests.Values;

public class NumberStrings
{
    [Theory]
    [InlineData("12", 12)]
    [InlineData(" -12 ", -12)]
    [InlineData("+0012", 12)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("-2147483648", int.MinValue)]
    [InlineData("12.00", 12)]
    public void An_integer_string_is_read(string text, int value)
    {
        Assert.True(IntegerString.TryParse(text, out var parsed));
        Assert.Equal(value, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2147483648")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData(".0")]
    public void What_is_no_integer_string_is_refused(string text) => Assert.False(IntegerString.TryParse(text, out _));

    [Theory]
    [InlineData(" 0.5", 0.5)]
    [InlineData("+.5", 0.5)]
    [InlineData("1.", 1.0)]
    [InlineData("-1.5E-3 ", -0.0015)]
    public void A_decimal_string_is_read(string text, double value)
    {
        Assert.True(DecimalString.TryParse(text, out var parsed));
        Assert.Equal(value, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("1,5")]
    [InlineData("1 2")]
    public void What_is_no_decimal_string_is_refused(string text) => Assert.False(DecimalString.TryParse(text, out _));

    [Fact]
    public void Any_finite_number_is_written_in_16_characters_and_reads_back_near() =>
        Gen.Double.Where(double.IsFinite).Sample(value =>
        {
            var text = DecimalString.Format(value);
            Assert.InRange(text.Length, 1, 16);
            // Rounding up may leave the range of numbers.
            if (Math.Abs(value) > 1e308)
                return;
            Assert.True(DecimalString.TryParse(text, out var back));
            Assert.InRange(Math.Abs(back - value), 0, Math.Max(Math.Abs(value) * 1e-8, double.Epsilon));
            Assert.Equal(back.Equals(value), DecimalString.TryFormatExactly(value, out _));
        });

    [Fact]
    public void Numbers_of_few_digits_are_exact() => Gen.Int.Select(Gen.Int[0, 6]).Sample((digits, places) =>
    {
        var value = (double)(digits / (decimal)Math.Pow(10, places));
        Assert.True(DecimalString.TryFormatExactly(value, out var text));
        Assert.True(DecimalString.TryParse(text, out var back));
        Assert.Equal(value, back);
    });

    [Fact]
    public void What_is_not_finite_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DecimalString.Format(double.NaN));
        Assert.False(DecimalString.TryFormatExactly(double.PositiveInfinity, out _));
    }
}
