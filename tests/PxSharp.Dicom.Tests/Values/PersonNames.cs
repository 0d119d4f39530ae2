using CsCheck;
using PxSharp.Dicom.Values;
using Xunit;

namespace PxSharp.Dicom.Tests.Values;

public class PersonNames
{
    [Fact]
    public void A_name_has_five_components()
    {
        var name = PersonName.Parse("Adams^John Robert Quincy^^Rev.^B.A. M.Div.");
        Assert.Equal(new("Adams", "John Robert Quincy", "", "Rev.", "B.A. M.Div."), name.Alphabetic);
        Assert.Equal("Rev. John Robert Quincy Adams B.A. M.Div.", name.ToDisplayString());
    }

    [Fact]
    public void A_name_has_three_groups()
    {
        var name = PersonName.Parse("Yamada^Tarou=山田^太郎=やまだ^たろう");
        Assert.Equal(new("Yamada", "Tarou"), name.Alphabetic);
        Assert.Equal(new("山田", "太郎"), name.Ideographic);
        Assert.Equal(new("やまだ", "たろう"), name.Phonetic);
    }

    [Theory]
    [InlineData("Yamada^Tarou^^^", "Yamada^Tarou")]
    [InlineData("Yamada^Tarou==", "Yamada^Tarou")]
    [InlineData("=山田^太郎^=", "=山田^太郎")]
    [InlineData("==やまだ", "==やまだ")]
    [InlineData("^^^^", "")]
    [InlineData("", "")]
    [InlineData("a^b^c^d^e^f", "a^b^c^d^e^f")]
    [InlineData("a=b=c=d", "a=b=c=d")]
    [InlineData("Doe ^ Jane ", "Doe^Jane")]
    public void Delimiters_and_spaces_that_carry_nothing_are_left_out(string value, string canonical) =>
        Assert.Equal(canonical, PersonName.Parse(value).ToString());

    [Fact]
    public void The_first_group_that_there_is_is_shown() =>
        Assert.Equal("太郎 山田", PersonName.Parse("=山田^太郎").ToDisplayString());

    [Fact]
    public void Any_text_is_a_name_and_its_canonical_form_is_stable() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["ab^= "], 0, 14]).Sample(text =>
        {
            var name = PersonName.Parse(text);
            Assert.Equal(name.ToString(), PersonName.Parse(name.ToString()).ToString());
        }, iter: 20_000);
}
