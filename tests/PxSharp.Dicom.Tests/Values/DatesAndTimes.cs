using CsCheck;
using PxSharp.Dicom.Values;
using Xunit;

namespace PxSharp.Dicom.Tests.Values;

public class DatesAndTimes
{
    [Theory]
    [InlineData("19930822")]
    [InlineData("1993.08.22")]
    [InlineData("1993-08-22")]
    [InlineData("19930822 ")]
    public void A_date_is_read_in_its_three_forms(string text)
    {
        Assert.True(DicomDate.TryParse(text, out var date));
        Assert.Equal(new DateOnly(1993, 8, 22), date);
        Assert.Equal("19930822", DicomDate.Format(date));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1993")]
    [InlineData("19930230")]
    [InlineData("1993.0822")]
    [InlineData("00000000")]
    [InlineData("1993/08/22")]
    [InlineData("199308220")]
    public void What_is_no_date_is_refused(string text) => Assert.False(DicomDate.TryParse(text, out _));

    [Theory]
    [InlineData("07", "07:00:00", "07:59:59.999999")]
    [InlineData("0709", "07:09:00", "07:09:59.999999")]
    [InlineData("070907", "07:09:07", "07:09:07.999999")]
    [InlineData("070907.5", "07:09:07.5", "07:09:07.599999")]
    [InlineData("070907.0705", "07:09:07.0705", "07:09:07.070599")]
    [InlineData("070907.123456 ", "07:09:07.123456", "07:09:07.123456")]
    [InlineData("07:09:07.5", "07:09:07.5", "07:09:07.599999")]
    [InlineData("235960", "23:59:59", "23:59:59.999999")]
    public void A_time_is_as_precise_as_it_is_written(string text, string earliest, string latest)
    {
        Assert.True(DicomTime.TryParse(text, out var time));
        Assert.Equal(TimeOnly.Parse(earliest), time.Earliest);
        Assert.Equal(TimeOnly.Parse(latest), time.Latest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("24")]
    [InlineData("0760")]
    [InlineData("070961")]
    [InlineData("070907.")]
    [InlineData("070907.1234567")]
    [InlineData("07.5")]
    [InlineData("07:")]
    [InlineData("abc")]
    public void What_is_no_time_is_refused(string text) => Assert.False(DicomTime.TryParse(text, out _));

    [Fact]
    public void Times_read_back() => Gen.Int[0, 86_399].Select(Gen.Int[0, 999_999]).Sample((second, fraction) =>
    {
        var time = TimeOnly.FromTimeSpan(TimeSpan.FromSeconds(second) + TimeSpan.FromMicroseconds(fraction));
        Assert.True(DicomTime.TryParse(DicomTime.Format(time), out var back));
        Assert.Equal(time, back.Earliest);
    });

    [Theory]
    [InlineData("2024", "2024-01-01", "2024-12-31T23:59:59.999999", null)]
    [InlineData("9999", "9999-01-01", "9999-12-31T23:59:59.999999", null)]
    [InlineData("202402", "2024-02-01", "2024-02-29T23:59:59.999999", null)]
    [InlineData("20240229", "2024-02-29", "2024-02-29T23:59:59.999999", null)]
    [InlineData("2024022907", "2024-02-29T07:00", "2024-02-29T07:59:59.999999", null)]
    [InlineData("202402290708", "2024-02-29T07:08", "2024-02-29T07:08:59.999999", null)]
    [InlineData("20240229070809", "2024-02-29T07:08:09", "2024-02-29T07:08:09.999999", null)]
    [InlineData("20240229070809.25", "2024-02-29T07:08:09.25", "2024-02-29T07:08:09.259999", null)]
    [InlineData("20240229070809+0530", "2024-02-29T07:08:09", "2024-02-29T07:08:09.999999", "05:30")]
    [InlineData("2024-0500", "2024-01-01", "2024-12-31T23:59:59.999999", "-05:00")]
    public void A_date_and_time_is_as_precise_as_it_is_written(
        string text, string earliest, string latest, string? offset)
    {
        Assert.True(DicomDateTime.TryParse(text, out var value));
        Assert.Equal(DateTime.Parse(earliest), value.Earliest);
        Assert.Equal(DateTime.Parse(latest), value.Latest);
        Assert.Equal(offset is null ? null : TimeSpan.Parse(offset), value.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("99")]
    [InlineData("0000")]
    [InlineData("20241")]
    [InlineData("20230229")]
    [InlineData("2024-1300")]
    [InlineData("2024+1430")]
    [InlineData("2024-05")]
    [InlineData("2024.5")]
    [InlineData("20240229070809.25x")]
    public void What_is_no_date_and_time_is_refused(string text) => Assert.False(DicomDateTime.TryParse(text, out _));

    [Fact]
    public void Moments_read_back() =>
        Gen.DateTimeOffset.Where(m => m.Year > 1 && m.Offset.Duration().TotalHours <= 12).Sample(moment =>
        {
            Assert.True(DicomDateTime.TryParse(DicomDateTime.Format(moment), out var value));
            Assert.Equal(moment.DateTime.AddTicks(-(moment.Ticks % 10)), value.Earliest);
            Assert.Equal(new TimeSpan(moment.Offset.Hours, moment.Offset.Minutes, 0), value.Offset);
        });

    [Fact]
    public void No_text_is_both_one_value_and_a_range() =>
        Gen.String[Gen.Char["0123456789.:+- x"], 0, 30].Sample(text =>
        {
            Assert.False(DicomTime.TryParse(text, out _) && TimeRange.TryParse(text, out _));
            Assert.False(DicomDateTime.TryParse(text, out _) && DateTimeRange.TryParse(text, out _));
            if (DicomDate.TryParse(text, out var date))
                Assert.True(DateRange.TryParse(text, out var range) && range == new DateRange(date, date));
        }, iter: 20_000);
}
