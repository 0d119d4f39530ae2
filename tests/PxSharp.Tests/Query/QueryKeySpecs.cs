using PxSharp.Dicom;
using PxSharp.Query;
using Xunit;

namespace PxSharp.Tests.Query;

public sealed class QueryKeySpecs
{
    [Theory]
    [InlineData("PatientID")]
    [InlineData("patientid")]
    [InlineData("0010,0020")]
    [InlineData("(0010,0020)")]
    [InlineData("00100020")]
    public void A_key_is_named_by_keyword_or_number(string name) =>
        Assert.Equal(DicomTag.PatientID, QueryKey.Parse(name, "X").Tag);

    [Theory]
    [InlineData("NoSuchTag")]
    [InlineData("")]
    [InlineData("QueryRetrieveLevel")]
    [InlineData("TransferSyntaxUID")]
    [InlineData("PixelData")]
    [InlineData("SpecificCharacterSet")]
    public void What_is_no_key_of_a_query_is_refused(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => QueryKey.Parse(name, "X"));

        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20230115", "20230115")]
    [InlineData("2023/01/15", "20230115")]
    [InlineData("2023-01-15", "20230115")]
    [InlineData("2023/01/01-2023/02/28", "20230101-20230228")]
    [InlineData("2023-01-01-2023-02-28", "20230101-20230228")]
    [InlineData("20230101-20230228", "20230101-20230228")]
    [InlineData("20230101-", "20230101-")]
    [InlineData("-20230228", "-20230228")]
    public void A_date_may_be_written_with_separators(string written, string sent) =>
        Assert.Equal(sent, QueryKey.Parse("StudyDate", written).Value);

    [Theory]
    [InlineData("*MR*")]
    [InlineData("2023-01-15")]
    [InlineData("x\";touch evil;\"")]
    public void Other_text_passes_through_as_it_is(string text) =>
        Assert.Equal(text, QueryKey.Parse("StudyDescription", text).Value);

    [Theory]
    [InlineData("", false)]
    [InlineData("*", false)]
    [InlineData("**", false)]
    [InlineData("A*", true)]
    [InlineData("?", true)]
    public void A_key_that_matches_everything_is_no_filter(string value, bool filters) =>
        Assert.Equal(filters, QueryKey.Parse("PatientID", value).IsFilter);

    [Theory]
    [InlineData("StudyDate", "20241301")]
    [InlineData("StudyDate", "yesterday")]
    [InlineData("StudyDate", "20240101-20249999")]
    [InlineData("PatientBirthDate", "1980")]
    public void A_date_that_is_none_is_refused(string keyword, string value)
    {
        var refused = Assert.Throws<ArgumentException>(() => QueryKey.Parse(keyword, value));
        Assert.Contains($"{keyword}: '{value}' is neither a date", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_that_ends_before_it_begins_is_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => QueryKey.Parse("StudyDate", "20250101-20240101"));
        Assert.Contains("ends before it begins", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024*")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("20240101-")]
    [InlineData("-20240101")]
    [InlineData("20240101-20240101")]
    public void Other_dates_go_to_the_PACS_as_they_are(string value) =>
        Assert.Equal(value, QueryKey.Parse("StudyDate", value).Value);
}
