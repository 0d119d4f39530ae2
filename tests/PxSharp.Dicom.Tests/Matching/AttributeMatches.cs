using PxSharp.Dicom.Matching;
using Xunit;

namespace PxSharp.Dicom.Tests.Matching;

public class AttributeMatches
{
    private static readonly DicomDataset Study = new DicomDataset()
        .Set(DicomTag.SpecificCharacterSet, "ISO_IR 192")
        .Set(DicomTag.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう")
        .Set(DicomTag.PatientID, "PAT-001")
        .Set(DicomTag.StudyDate, "20240115")
        .Set(DicomTag.StudyTime, "0930")
        .Set(DicomTag.AcquisitionDateTime, "20240115093000+0100")
        .Set(DicomTag.StudyInstanceUID, "1.2.3")
        .Set(DicomTag.ModalitiesInStudy, @"CT\SR")
        .Set(DicomTag.InstanceNumber, "7")
        .Set(DicomTag.SliceThickness, "1.50")
        .Set(DicomTag.Rows, 512L)
        .Set(DicomTag.AccessionNumber, "")
        .SetItems(
            DicomTag.ProcedureCodeSequence,
            new DicomDataset().Set(DicomTag.CodeValue, "A").Set(DicomTag.CodeMeaning, "Brain"),
            new DicomDataset().Set(DicomTag.CodeValue, "B").Set(DicomTag.CodeMeaning, "Chest"));

    [Theory]
    [InlineData("PatientID", "PAT-001", true)]
    [InlineData("PatientID", "pat-001", false)]
    [InlineData("PatientID", "PAT", false)]
    [InlineData("PatientID", "PAT*", true)]
    [InlineData("PatientID", "PAT-00?", true)]
    [InlineData("PatientID", @"X\PAT-001", true)]
    [InlineData("PatientID", @"X\Y", false)]
    [InlineData("PatientName", "yamada^tarou", true)]
    [InlineData("PatientName", "Yamada^Tarou^^", true)]
    [InlineData("PatientName", "YAMADA*", true)]
    [InlineData("PatientName", "山田*", true)]
    [InlineData("PatientName", "=山田^太郎", false)]
    [InlineData("PatientName", "*=山田^太郎*", true)]
    [InlineData("PatientName", "Tarou*", false)]
    [InlineData("PatientName", "*^*", true)]
    [InlineData("PatientName", "^", true)]
    [InlineData("StudyDate", "20240115", true)]
    [InlineData("StudyDate", "20240101-20240131", true)]
    [InlineData("StudyDate", "20240116-", false)]
    [InlineData("StudyDate", "-20240115", true)]
    [InlineData("StudyDate", "2024.01.15", true)]
    [InlineData("StudyDate", "2024*", false)]
    [InlineData("StudyDate", "*", true)]
    [InlineData("StudyTime", "093000", true)]
    [InlineData("StudyTime", "09-10", true)]
    [InlineData("StudyTime", "1000-", false)]
    [InlineData("AcquisitionDateTime", "20240115083000+0000", true)]
    [InlineData("AcquisitionDateTime", "20240115-20240116", true)]
    [InlineData("AcquisitionDateTime", "2025-", false)]
    [InlineData("StudyInstanceUID", "1.2.3", true)]
    [InlineData("StudyInstanceUID", @"1.2.4\1.2.3", true)]
    [InlineData("StudyInstanceUID", "1.2.*", false)]
    [InlineData("ModalitiesInStudy", "SR", true)]
    [InlineData("ModalitiesInStudy", "MR", false)]
    [InlineData("ModalitiesInStudy", @"MR\CT", true)]
    [InlineData("InstanceNumber", "007", true)]
    [InlineData("InstanceNumber", "8", false)]
    [InlineData("SliceThickness", "1.5", true)]
    [InlineData("Rows", "512", true)]
    [InlineData("Rows", "256", false)]
    [InlineData("AccessionNumber", "", true)]
    [InlineData("AccessionNumber", "*", true)]
    [InlineData("AccessionNumber", "A*", false)]
    [InlineData("StudyDescription", "", true)]
    [InlineData("StudyDescription", "*", true)]
    [InlineData("StudyDescription", "x", false)]
    [InlineData("QueryRetrieveLevel", "STUDY", true)]
    [InlineData("RetrieveAETitle", "X", true)]
    [InlineData("ReferencedStudySequence", "", true)]
    public void A_key_matches_as_the_standard_says(string keyword, string value, bool matches)
    {
        Assert.True(DicomTag.TryParse(keyword, out var tag));
        var keys = new DicomDataset().Set(DicomTag.SpecificCharacterSet, "ISO_IR 192").Set(tag, value);
        Assert.Equal(matches, AttributeMatching.Matches(keys, Study));
    }

    [Fact]
    public void All_keys_must_match()
    {
        var keys = new DicomDataset().Set(DicomTag.PatientID, "PAT*").Set(DicomTag.StudyDate, "20240115-");
        Assert.True(AttributeMatching.Matches(keys, Study));
        Assert.False(AttributeMatching.Matches(keys.Set(DicomTag.StudyInstanceUID, "1.2"), Study));
    }

    [Fact]
    public void Names_in_different_character_sets_are_compared_as_text()
    {
        var latin = new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 100").Set(DicomTag.PatientName, "Müller^Jörgen");
        var keys = new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 192").Set(DicomTag.PatientName, "müller*");
        Assert.True(AttributeMatching.Matches(keys, latin));
        Assert.False(AttributeMatching.Matches(keys, latin, ignoreCaseOfNames: false));
    }

    [Fact]
    public void One_item_must_match_all_keys_of_the_items_key()
    {
        Assert.True(AttributeMatching.Matches(Procedure("B", "Chest"), Study));
        Assert.True(AttributeMatching.Matches(Procedure("B", ""), Study));
        Assert.False(AttributeMatching.Matches(Procedure("A", "Chest"), Study));
        Assert.False(AttributeMatching.Matches(Procedure("A", "Brain"), new DicomDataset()));
        Assert.True(AttributeMatching.Matches(Procedure("", ""), new DicomDataset()));
    }

    private static DicomDataset Procedure(string value, string meaning) => new DicomDataset().SetItems(
        DicomTag.ProcedureCodeSequence,
        new DicomDataset().Set(DicomTag.CodeValue, value).Set(DicomTag.CodeMeaning, meaning));
}
