using System.Text.RegularExpressions;
using CsCheck;
using PxSharp.Dicom.Matching;
using Xunit;

namespace PxSharp.Dicom.Tests.Matching;

public class Wildcards
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "abc", true)]
    [InlineData("?", "", false)]
    [InlineData("?", "a", true)]
    [InlineData("?", "𠮷", true)]
    [InlineData("a*c", "abbbc", true)]
    [InlineData("a*c", "abbb", false)]
    [InlineData("*MR*", "T1 MR BRAIN", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("abc", "ABC", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a[b]*", "a[b]c", true)]
    public void A_pattern_matches_as_the_standard_says(string pattern, string value, bool matches) =>
        Assert.Equal(matches, Wildcard.IsMatch(pattern, value));

    [Theory]
    [InlineData("müller*", "MÜLLER^JÖRGEN", true)]
    [InlineData("иван?в", "ИВАНОВ", true)]
    [InlineData("mueller", "MÜLLER", false)]
    public void Case_is_ignored_where_asked_for(string pattern, string value, bool matches) =>
        Assert.Equal(matches, Wildcard.IsMatch(pattern, value, ignoreCase: true));

    [Fact]
    public void Any_pattern_matches_as_the_regular_expression_does() =>
        Gen.String[Gen.Char["ab*?"], 0, 8].Select(Gen.String[Gen.Char["ab"], 0, 8]).Sample((pattern, value) =>
        {
            var expression = $"^{pattern.Replace("*", ".*").Replace('?', '.')}$";
            Assert.Equal(Regex.IsMatch(value, expression), Wildcard.IsMatch(pattern, value));
        }, iter: 20_000);

    [Fact]
    public void A_hostile_pattern_takes_no_exponential_time()
    {
        var pattern = string.Concat(Enumerable.Repeat("*a", 200)) + "b";
        Assert.False(Wildcard.IsMatch(pattern, new string('a', 10_000)));
    }
}
