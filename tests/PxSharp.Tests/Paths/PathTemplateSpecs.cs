using PxSharp.Dicom;
using PxSharp.Paths;
using Xunit;

namespace PxSharp.Tests.Paths;

/// <summary>The functions of the template language, as runs of px-repack --...Template show them.</summary>
public sealed class PathTemplateSpecs
{
    private static DicomDataset Head => Heads.Make(
        "ISO_IR 100", "TINY002", "Müller^Jürgen", "19551231", "CT THORAX MIT KM", "ACC0002", "20230220",
        "Lunge 1.0 B60f", "1.2.826.0.1.3680043.10.9999.1.22.2001", "1");

    [Theory]
    [InlineData("%StudyDescription-%PatientAge", "CT_THORAX_MIT_KM-067Y")]
    [InlineData("%StudyDescription-%AgeInDays", "CT_THORAX_MIT_KM-024523d")]
    [InlineData("%_md5|7_PatientID-%PatientName-%PatientBirthDate", "936ea6f-M_ller_J_rgen-19551231")]
    [InlineData("%_nospc|-_SeriesDescription", "Lunge-1-0-B60f")]
    [InlineData("%_pad|6,x_InstanceNumber.dcm", "xxxxx1.dcm")]
    [InlineData("%NoSuchTag-%PatientID", "_NoSuchTag-TINY002")]
    [InlineData("%_seahash|7_SeriesInstanceUID", "43077dd")]
    [InlineData("%_seahash_SeriesInstanceUID", "43077dd1260ea83")]
    [InlineData("%_pad|3_InstanceNumber", "001")]
    [InlineData("%_pad|2,0_PatientBirthDate", "19551231")]
    [InlineData("%_strmsk|******01_PatientBirthDate", "19551201")]
    [InlineData("%_strmsk|****_PatientBirthDate", "1955")]
    [InlineData("%_strmsk|**********_PatientBirthDate", "19551231")]
    [InlineData("%_nospc_SeriesDescription", "Lunge10B60f")]
    [InlineData("%_md5|4_Laterality", "_Laterality")]
    [InlineData("%_pad|9,0_AgeInDays", "00024523d")]
    [InlineData("%PatientIDs", "TINY002s")]
    [InlineData("%patientid", "_patientid")]
    [InlineData("all", "all")]
    [InlineData("a__b c", "a_b_c")]
    [InlineData("100%", "100_")]
    [InlineData("", "")]
    public void Expands_as_pypx_does(string template, string expected)
        => Assert.Equal(expected, PathTemplate.Parse(template).Expand(Head));

    [Theory]
    [InlineData("20230101", "006D")]
    [InlineData("20221225", "002W")]
    [InlineData("20221101", "002M")]
    [InlineData("20211101", "001Y")]
    public void Reckons_an_age_that_is_missing_in_the_unit_that_fits(string birthDate, string expected)
    {
        var head = Head.Set(DicomTag.StudyDate, "20230107").Set(DicomTag.PatientBirthDate, birthDate);

        Assert.Equal(expected, PathTemplate.Parse("%PatientAge").Expand(head));
    }

    [Theory]
    [InlineData("%AgeInDays", "_AgeInDays")]
    [InlineData("%PatientAge", "_PatientAge")]
    public void Leaves_the_name_of_an_age_without_a_date(string template, string expected)
        => Assert.Equal(expected, PathTemplate.Parse(template).Expand(Head.Without(DicomTag.StudyDate)));

    [Fact]
    public void Shows_an_empty_number_as_pypx_does()
        => Assert.Equal(
            "None", PathTemplate.Parse("%_pad|4,0_InstanceNumber").Expand(Head.Set(DicomTag.InstanceNumber, "")));

    [Fact]
    public void Hashes_several_values_in_the_form_that_pypx_hashes()
    {
        var head = Head.Set(DicomTag.ImageType, @"ORIGINAL\PRIMARY");

        // The MD5 of ['ORIGINAL', 'PRIMARY'], quotes and brackets included.
        Assert.Equal("0c9252f", PathTemplate.Parse("%_md5|7_ImageType").Expand(head));
    }

    [Fact]
    public void Gives_all_of_a_patient_one_made_up_name()
    {
        var template = PathTemplate.Parse("%_name|patientID_PatientName");
        var other = Head.Set(DicomTag.PatientID, "TINY003");

        var name = template.Expand(Head);

        Assert.Matches("^[A-Z]{8}_[A-Z]{6}_ANON$", name);
        Assert.Equal(name, template.Expand(Head.Set(DicomTag.PatientName, "Somebody^Else")));
        Assert.NotEqual(name, template.Expand(other));
        Assert.Contains(DicomTag.PatientID, template.RequiredTags);
    }

    [Theory]
    [InlineData("%_md6|7_PatientID", "md6")]
    [InlineData("%_md5|x_PatientID", "'x'")]
    [InlineData("%_md5|0_PatientID", "'0'")]
    [InlineData("%_seahash|-1_PatientID", "'-1'")]
    [InlineData("%_pad|4,00_PatientID", "'4,00'")]
    [InlineData("%_pad_PatientID", "pad takes")]
    [InlineData("%_strmsk_PatientID", "mask")]
    [InlineData("%_name|nosuchtag_PatientName", "nosuchtag")]
    [InlineData("%_md5|7", "must end with '_'")]
    [InlineData("%_md5|7_-x", "no tag follows")]
    [InlineData("%_md5|7_", "no tag follows")]
    public void Says_at_once_what_is_wrong_with_a_template(string template, string expected)
    {
        var exception = Assert.Throws<PathTemplateException>(() => PathTemplate.Parse(template));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains(template, exception.Message, StringComparison.Ordinal);
    }
}
