using CsCheck;
using PxSharp.Cli.Terminals;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("Müller^Jürgen", "Müller^Jürgen")]
    [InlineData("Yamada^Tarou=山田^太郎", "Yamada^Tarou=山田^太郎")]
    [InlineData("\x1b[31mred\x1b]0;title\a", "\\x1b[31mred\\x1b]0;title\\x07")]
    [InlineData("a\r\nb\tc\0", "a\\x0d\\x0ab\\x09c\\x00")]
    [InlineData("\u009b2J\u007f", "\\x9b2J\\x7f")]
    [InlineData("abc\u202edcba", "abc\\u202edcba")]
    public void Shows_what_a_terminal_would_obey(string value, string shown) =>
        Assert.Equal(shown, VisibleText.Of(value));

    [Fact]
    public void Never_gives_a_control_character() => Gen.String.Sample(text =>
        !VisibleText.Of(text).Any(char.IsControl));
}
