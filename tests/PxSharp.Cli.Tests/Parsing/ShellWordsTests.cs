using CsCheck;
using PxSharp.Cli.Parsing;
using Xunit;

namespace PxSharp.Cli.Tests.Parsing;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("  \t\n ", new string[0])]
    [InlineData("--PatientID 7654321", new[] { "--PatientID", "7654321" })]
    [InlineData("--PatientName 'DOE^J*' --x \"a b\"", new[] { "--PatientName", "DOE^J*", "--x", "a b" })]
    [InlineData("a'b'\"c\"d", new[] { "abcd" })]
    [InlineData("'' \"\"", new[] { "", "" })]
    [InlineData(@"a\ b 'c\d' ""e\""f\g""", new[] { "a b", @"c\d", @"e""f\g" })]
    [InlineData("$(rm x) `id` ; | & * ~ $HOME #c", new[]
    {
        "$(rm", "x)", "`id`", ";", "|", "&", "*", "~", "$HOME", "#c",
    })]
    public void Words_are_parted_and_nothing_is_replaced(string line, string[] words) =>
        Assert.Equal(words, ShellWords.Split(line));

    [Theory]
    [InlineData("'a")]
    [InlineData("\"a")]
    [InlineData("\"a\\\"")]
    [InlineData("a\\")]
    public void A_quote_that_is_not_closed_is_told(string line) =>
        Assert.Throws<FormatException>(() => ShellWords.Split(line));

    [Fact]
    public void What_is_joined_is_parted_again() =>
        Gen.String.Array[0, 5].Sample(words => Assert.Equal(words, ShellWords.Split(ShellWords.Join(words))));
}
