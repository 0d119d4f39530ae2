using System.Globalization;
using CsCheck;
using PxSharp.Smdb.Pydicom;
using Xunit;

namespace PxSharp.Tests.Smdb.Pydicom;

public sealed class PythonLiteralSpecs
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(4000.0, "4000.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(123.456, "123.456")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(1000000000000000.0, "1000000000000000.0")]
    [InlineData(1e+16, "1e+16")]
    [InlineData(1.2345678901234568e+17, "1.2345678901234568e+17")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(1e-05, "1e-05")]
    [InlineData(1.5e-07, "1.5e-07")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e+308, "1.7976931348623157e+308")]
    [InlineData(0.3333333333333333, "0.3333333333333333")]
    [InlineData(0.10000000149011612, "0.10000000149011612")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void A_number_is_written_as_Python_writes_it(double number, string literal) =>
        Assert.Equal(literal, PythonLiteral.Of(number));

    [Fact]
    public void A_number_reads_back() => Gen.Double.Where(double.IsFinite).Sample(number =>
        double.Parse(PythonLiteral.Of(number), CultureInfo.InvariantCulture).Equals(number));

    [Theory]
    [InlineData("a", "'a'")]
    [InlineData("a'b", "\"a'b\"")]
    [InlineData("a\"b", "'a\"b'")]
    [InlineData("a'\"b", "'a\\'\"b'")]
    [InlineData("a\\b\n\t\u001b\u0085é", "'a\\\\b\\n\\t\\x1b\\x85é'")]
    public void A_text_is_quoted_as_Python_quotes_it(string text, string literal) =>
        Assert.Equal(literal, PythonLiteral.Of(text));

    [Fact]
    public void Bytes_are_escaped_as_Python_escapes_them() =>
        Assert.Equal(
            """b"\x00\x01A'\\\xff" """.Trim(), PythonLiteral.Of([0, 1, (byte)'A', (byte)'\'', (byte)'\\', 255]));
}
