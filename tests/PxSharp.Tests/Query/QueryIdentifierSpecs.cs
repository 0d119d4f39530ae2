using PxSharp.Dicom;
using PxSharp.Query;
using Xunit;

namespace PxSharp.Tests.Query;

public sealed class QueryIdentifierSpecs
{
    // The -k options of pypx' findscu, from a real run.
    private const string PypxKeys =
        "AccessionNumber AcquisitionProtocolDescription AcquisitionProtocolName InstanceNumber ModalitiesInStudy "
        + "Modality "
        + "NumberOfPatientRelatedInstances NumberOfPatientRelatedSeries NumberOfPatientRelatedStudies "
        + "NumberOfSeriesRelatedInstances NumberOfStudyRelatedInstances NumberOfStudyRelatedSeries PatientAge "
        + "PatientBirthDate PatientID PatientName PatientSex PerformedStationAETitle ProtocolName QueryRetrieveLevel "
        + "SeriesDate SeriesDescription SeriesInstanceUID StudyDate StudyDescription StudyInstanceUID";

    [Fact]
    public void Asks_at_STUDY_level_for_what_pypx_asks_for()
    {
        var identifier = QueryIdentifier.Study(Query("PatientID=TINY001"));

        Assert.Equal(PypxKeys.Split(' '), Keywords(identifier));
        Assert.Equal("STUDY", identifier.GetString(DicomTag.QueryRetrieveLevel));
        Assert.Equal(["PatientID=TINY001"], Values(identifier));
    }

    [Fact]
    public void A_lone_star_is_sent_only_where_a_wildcard_may_be()
    {
        var identifier = QueryIdentifier.Study(Query("PatientID=*", "StudyDate=*", "StudyInstanceUID=*"));

        Assert.Equal(["PatientID=*"], Values(identifier));
        Assert.Equal("", identifier.GetString(DicomTag.StudyDate));
    }

    [Fact]
    public void Asks_at_SERIES_level_for_what_pypx_asks_for_of_one_study()
    {
        var identifier = QueryIdentifier.Series(Query("PatientID=TINY001"), "1.2.3");

        Assert.Equal(PypxKeys.Split(' '), Keywords(identifier));
        Assert.Equal("SERIES", identifier.GetString(DicomTag.QueryRetrieveLevel));
        Assert.Equal(["StudyInstanceUID=1.2.3"], Values(identifier));
    }

    [Theory]
    [InlineData("PatientID=P", true, false)]
    [InlineData("StudyDate=20230101-", true, false)]
    [InlineData("AccessionNumber=A*", true, false)]
    [InlineData("SeriesDescription=Localizer", false, true)]
    [InlineData("ProtocolName=T2*", false, true)]
    [InlineData("BodyPartExamined=HEAD", false, true)]
    [InlineData("EchoTime=90", false, false)]
    [InlineData("InstanceAvailability=ONLINE", true, true)]
    public void A_value_is_sent_at_its_own_level_and_asked_for_at_the_other(string key, bool study, bool series)
    {
        var query = Query(key);
        var keyword = key[..key.IndexOf('=', StringComparison.Ordinal)];

        var atStudy = QueryIdentifier.Study(query);
        var atSeries = QueryIdentifier.Series(query, "1.2.3");

        Assert.Equal(study, Values(atStudy).Contains(key));
        Assert.Equal(series, Values(atSeries).Contains(key));
        Assert.Contains(keyword, Keywords(atStudy));
        Assert.Contains(keyword, Keywords(atSeries));
    }

    [Fact]
    public void Modality_becomes_ModalitiesInStudy_at_STUDY_level()
    {
        var query = Query("Modality=MR");

        Assert.Equal(["ModalitiesInStudy=MR"], Values(QueryIdentifier.Study(query)));
        Assert.Equal(["Modality=MR", "StudyInstanceUID=1.2.3"], Values(QueryIdentifier.Series(query, "1.2.3")));
    }

    [Fact]
    public void ModalitiesInStudy_of_the_user_wins_over_Modality()
    {
        var query = Query("Modality=MR", "ModalitiesInStudy=CT");

        Assert.Equal(["ModalitiesInStudy=CT"], Values(QueryIdentifier.Study(query)));
    }

    [Fact]
    public void A_strict_identifier_holds_keys_of_its_level_and_the_unique_keys_above_only()
    {
        var query = Query("PatientID=TINY001", "SeriesDescription=Localizer", "EchoTime=90");

        Assert.All(
            Keywords(QueryIdentifier.Study(query, strict: true)).Where(name => name != "QueryRetrieveLevel"),
            name => Assert.True(QueryLevels.IsMatchedAt(QueryKey.ParseTag(name), QueryLevel.Study)));
        Assert.All(
            Keywords(QueryIdentifier.Series(query, "1.2.3", strict: true))
                .Where(name => name is not ("QueryRetrieveLevel" or "StudyInstanceUID")),
            name => Assert.True(QueryLevels.IsMatchedAt(QueryKey.ParseTag(name), QueryLevel.Series)));
    }

    [Fact]
    public void Return_keys_of_the_user_replace_the_list_and_drop_no_filter()
    {
        var query = Query("PatientID=TINY001") with { ReturnTags = [DicomTag.StudyDescription] };

        Assert.Equal(
            ["PatientID", "QueryRetrieveLevel", "StudyDescription", "StudyInstanceUID"],
            Keywords(QueryIdentifier.Study(query)));
        Assert.Equal(
            ["PatientID", "QueryRetrieveLevel", "SeriesInstanceUID", "StudyDescription", "StudyInstanceUID"],
            Keywords(QueryIdentifier.Series(query, "1.2.3")));
    }

    [Fact]
    public void A_list_for_studies_only_is_all_that_is_asked()
    {
        var query = Query() with { StudyOnly = true, ReturnTags = [DicomTag.StudyDate] };

        Assert.Equal(["QueryRetrieveLevel", "StudyDate"], Keywords(QueryIdentifier.Study(query)));
    }

    [Theory]
    [InlineData("Anderson*", null)]
    [InlineData("Müller^Jürgen", "ISO_IR 100")]
    [InlineData("山田*", "ISO_IR 192")]
    public void Text_outside_ASCII_goes_with_its_Specific_Character_Set(string name, string? characterSet)
    {
        var identifier = QueryIdentifier.Study(Query("PatientName=" + name));

        Assert.Equal(characterSet, identifier.GetString(DicomTag.SpecificCharacterSet));
        Assert.Equal(name, identifier.GetString(DicomTag.PatientName));
    }

    [Fact]
    public void The_character_set_can_be_chosen()
    {
        var identifier = QueryIdentifier.Study(
            Query("PatientName=Müller*") with { SpecificCharacterSet = "ISO_IR 192" });

        Assert.Equal("ISO_IR 192", identifier.GetString(DicomTag.SpecificCharacterSet));
        Assert.Equal("Müller*", identifier.GetString(DicomTag.PatientName));
    }

    [Fact]
    public void The_instances_of_a_series_are_asked_for_with_keys_of_the_IMAGE_level()
    {
        var identifier = QueryIdentifier.Image(Query("PatientID=P", "EchoTime=90").Keys, "1.2.3", "1.2.3.4");

        Assert.Equal(
            ["EchoTime", "InstanceNumber", "QueryRetrieveLevel", "SOPClassUID", "SOPInstanceUID", "SeriesInstanceUID",
                "StudyInstanceUID"],
            Keywords(identifier));
        Assert.Equal(["EchoTime=90", "SeriesInstanceUID=1.2.3.4", "StudyInstanceUID=1.2.3"], Values(identifier));
    }

    private static FindQuery Query(params string[] keys) => new()
    {
        Keys = [.. keys.Select(key => key.Split('=', 2)).Select(parts => QueryKey.Parse(parts[0], parts[1]))],
    };

    private static IEnumerable<string> Keywords(DicomDataset identifier) =>
        identifier.Select(element => element.Tag.Keyword!)
        .Where(name => name != "SpecificCharacterSet").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Values(DicomDataset identifier) => identifier
        .Where(element => !element.IsEmpty && element.Tag != DicomTag.QueryRetrieveLevel)
        .Select(element => $"{element.Tag.Keyword}={identifier.GetString(element.Tag)}").Order(StringComparer.Ordinal);
}
