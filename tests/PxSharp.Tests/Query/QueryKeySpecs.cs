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
}
