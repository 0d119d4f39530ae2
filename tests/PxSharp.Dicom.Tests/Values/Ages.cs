using PxSharp.Dicom.Values;
using Xunit;

namespace PxSharp.Dicom.Tests.Values;

public class Ages
{
    [Theory]
    [InlineData("042Y", 42, 'Y', 15330)]
    [InlineData("006M", 6, 'M', 180)]
    [InlineData("003W", 3, 'W', 21)]
    [InlineData("010D", 10, 'D', 10)]
    [InlineData("42y ", 42, 'Y', 15330)]
    [InlineData("42", 42, 'Y', 15330)]
    public void An_age_is_read_in_days(string text, int count, char unit, int days)
    {
        Assert.True(AgeString.TryParse(text, out var age));
        Assert.Equal(new AgeString(count, unit), age);
        Assert.Equal(days, age.Days);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Y")]
    [InlineData("042X")]
    [InlineData("0042Y")]
    [InlineData("42YY")]
    [InlineData("-42Y")]
    [InlineData("4 Y")]
    public void What_is_no_age_is_refused(string text) => Assert.False(AgeString.TryParse(text, out _));

    [Theory]
    [InlineData(0, "000D")]
    [InlineData(6, "006D")]
    [InlineData(7, "001W")]
    [InlineData(29, "004W")]
    [InlineData(30, "001M")]
    [InlineData(364, "012M")]
    [InlineData(365, "001Y")]
    [InlineData(15585, "043Y")]
    [InlineData(400_000, "999Y")]
    public void Days_become_the_unit_that_fits(int days, string age) =>
        Assert.Equal(age, AgeString.OfDays(days).ToString());

    [Theory]
    [InlineData("19551231", "20230220", "024523d")]
    [InlineData("19800515", "20230115", "015585d")]
    [InlineData("20230115", "19800515", "015585d")]
    [InlineData("", "20230115", "000000d")]
    [InlineData(null, null, "000000d")]
    public void A_path_has_the_days_between_birth_and_study(string? birth, string? study, string path) =>
        Assert.Equal(path, AgeInDays.ForPath(birth, study));

    [Theory]
    [InlineData("067Y", "19551231", "20230220", "067Y")]
    [InlineData(null, "19551231", "20230220", "067Y")]
    [InlineData(null, null, "20230220", "000D")]
    public void A_path_has_the_age_of_the_instance_or_of_the_dates(
        string? age, string? birth, string study, string path) =>
        Assert.Equal(path, AgeInDays.PatientAgeForPath(age, birth, study));

    [Theory]
    [InlineData("042Y", "19800515", "20230115", 15330)]
    [InlineData("", "19800515", "20230115", 15585)]
    [InlineData(null, "19800515", "20230115", 15585)]
    [InlineData("", "20230115", "19800515", -1)]
    [InlineData("", "", "20230115", -1)]
    public void CUBE_is_told_the_age_in_days(string? age, string? birth, string study, int days) =>
        Assert.Equal(days, AgeInDays.ForRegistration(age, birth, study));
}
