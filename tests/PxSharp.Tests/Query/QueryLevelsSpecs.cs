using PxSharp.Dicom;
using PxSharp.Query;
using Xunit;

namespace PxSharp.Tests.Query;

public sealed class QueryLevelsSpecs
{
    // PS3.4 Tables C.6-1 to C.6-5, and the modules that "all other attributes" of a level come from.
    [Theory]
    [InlineData("PatientID", QueryLevel.Patient)]
    [InlineData("PatientName", QueryLevel.Patient)]
    [InlineData("PatientBirthDate", QueryLevel.Patient)]
    [InlineData("EthnicGroup", QueryLevel.Patient)]
    [InlineData("NumberOfPatientRelatedStudies", QueryLevel.Patient)]
    [InlineData("ClinicalTrialProtocolID", QueryLevel.Patient)]
    [InlineData("StudyInstanceUID", QueryLevel.Study)]
    [InlineData("StudyDate", QueryLevel.Study)]
    [InlineData("StudyTime", QueryLevel.Study)]
    [InlineData("AccessionNumber", QueryLevel.Study)]
    [InlineData("StudyID", QueryLevel.Study)]
    [InlineData("StudyDescription", QueryLevel.Study)]
    [InlineData("ModalitiesInStudy", QueryLevel.Study)]
    [InlineData("ReferringPhysicianName", QueryLevel.Study)]
    [InlineData("PatientAge", QueryLevel.Study)]
    [InlineData("NumberOfStudyRelatedInstances", QueryLevel.Study)]
    [InlineData("SeriesInstanceUID", QueryLevel.Series)]
    [InlineData("Modality", QueryLevel.Series)]
    [InlineData("SeriesNumber", QueryLevel.Series)]
    [InlineData("SeriesDescription", QueryLevel.Series)]
    [InlineData("ProtocolName", QueryLevel.Series)]
    [InlineData("BodyPartExamined", QueryLevel.Series)]
    [InlineData("PerformedStationAETitle", QueryLevel.Series)]
    [InlineData("InstitutionName", QueryLevel.Series)]
    [InlineData("StationName", QueryLevel.Series)]
    [InlineData("AcquisitionProtocolName", QueryLevel.Series)]
    [InlineData("NumberOfSeriesRelatedInstances", QueryLevel.Series)]
    [InlineData("SOPInstanceUID", QueryLevel.Image)]
    [InlineData("SOPClassUID", QueryLevel.Image)]
    [InlineData("InstanceNumber", QueryLevel.Image)]
    [InlineData("EchoTime", QueryLevel.Image)]
    [InlineData("ImageType", QueryLevel.Image)]
    public void A_key_belongs_to_its_level(string keyword, QueryLevel level) =>
        Assert.Equal(level, QueryLevels.LevelOf(QueryKey.ParseTag(keyword)));

    [Theory]
    [InlineData("PatientID", true, false, false)]
    [InlineData("StudyDate", true, false, false)]
    [InlineData("SeriesDescription", false, true, false)]
    [InlineData("InstanceNumber", false, false, true)]
    [InlineData("InstanceAvailability", true, true, true)]
    [InlineData("TimezoneOffsetFromUTC", true, true, true)]
    public void A_value_is_matched_at_its_own_level_and_at_several_where_the_standard_has_it_there(
        string keyword, bool study, bool series, bool image)
    {
        var tag = QueryKey.ParseTag(keyword);

        Assert.Equal(
            (study, series, image),
            (QueryLevels.IsMatchedAt(tag, QueryLevel.Study), QueryLevels.IsMatchedAt(tag, QueryLevel.Series),
                QueryLevels.IsMatchedAt(tag, QueryLevel.Image)));
    }

    [Fact]
    public void Every_attribute_of_PS3_6_is_matched_at_one_level_at_least()
    {
        QueryLevel[] levels = [QueryLevel.Study, QueryLevel.Series, QueryLevel.Image];
        uint[] groups = [0x0008, 0x0010, 0x0012, 0x0018, 0x0020, 0x0028, 0x0032, 0x0038, 0x0040, 0x0054, 0x4008];

        var tags = groups.SelectMany(
            group => Enumerable.Range(0, 0x10000).Select(e => new DicomTag((group << 16) | (uint)e)));

        Assert.DoesNotContain(tags, tag => !Array.Exists(levels, level => QueryLevels.IsMatchedAt(tag, level)));
    }

    [Theory]
    [InlineData(QueryLevel.Patient, "PATIENT")]
    [InlineData(QueryLevel.Study, "STUDY")]
    [InlineData(QueryLevel.Series, "SERIES")]
    [InlineData(QueryLevel.Image, "IMAGE")]
    public void The_level_of_instances_is_called_IMAGE_on_the_wire(QueryLevel level, string name) =>
        Assert.Equal(name, level.WireName());
}
