using PxSharp.Dicom.Values;
using Xunit;

namespace PxSharp.Dicom.Tests.Values;

public class Ranges
{
    [Theory]
    [InlineData("20240101-20240131", "20240101", true)]
    [InlineData("20240101-20240131", "20240131", true)]
    [InlineData("20240101-20240131", "20240201", false)]
    [InlineData("20240101-", "20240101", true)]
    [InlineData("20240101-", "20231231", false)]
    [InlineData("-20240131", "19000101", true)]
    [InlineData("-20240131", "20240201", false)]
    [InlineData("20240115", "20240115", true)]
    [InlineData("20240115", "20240116", false)]
    [InlineData("2024.01.01-2024.01.31", "2024.01.15", true)]
    [InlineData("2024-01-01-2024-01-31", "20240115", true)]
    [InlineData("2024-01-15", "20240115", true)]
    [InlineData("2024-01-15-", "20240116", true)]
    [InlineData(" - 20240131", "20240115", true)]
    public void A_date_range_includes_its_bounds(string range, string date, bool isIn)
    {
        Assert.True(DateRange.TryParse(range, out var parsed));
        Assert.True(DicomDate.TryParse(date, out var day));
        Assert.Equal(isIn, parsed.Contains(day));
        Assert.True(DateRange.TryParse(parsed.ToString(), out var again));
        Assert.Equal(parsed, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("--")]
    [InlineData("today")]
    [InlineData("20240101-x")]
    [InlineData("20240101-20240230")]
    public void What_is_no_date_range_is_refused(string text) => Assert.False(DateRange.TryParse(text, out _));

    [Theory]
    [InlineData("07-09", "070000", true)]
    [InlineData("07-09", "095959.999999", true)]
    [InlineData("07-09", "100000", false)]
    [InlineData("0700-", "06", false)]
    [InlineData("-0700", "070059", true)]
    [InlineData("-0700", "070100", false)]
    public void A_time_range_goes_to_the_end_of_its_last_unit(string range, string time, bool isIn)
    {
        Assert.True(TimeRange.TryParse(range, out var parsed));
        Assert.True(DicomTime.TryParse(time, out var moment));
        Assert.Equal(isIn, parsed.Contains(moment));
    }

    [Theory]
    [InlineData("07")]
    [InlineData("-")]
    [InlineData("07-25")]
    [InlineData("07-09-10")]
    public void What_is_no_time_range_is_refused(string text) => Assert.False(TimeRange.TryParse(text, out _));

    [Theory]
    [InlineData("2023-2024", "20240615", true)]
    [InlineData("2023-2024", "2025", false)]
    [InlineData("20240101-", "2024", true)]
    [InlineData("-20240101120000", "20240101120000.5", true)]
    [InlineData("-20240101120000", "20240101120001", false)]
    [InlineData("20240101120000-0500-20240101130000-0500", "20240101173000+0000", true)]
    [InlineData("20240101120000-0500-20240101130000-0500", "20240101123000+0000", false)]
    [InlineData("20240101120000-0500-20240101130000-0500", "20240101123000", true)]
    public void A_date_time_range_heeds_precision_and_offsets(string range, string value, bool isIn)
    {
        Assert.True(DateTimeRange.TryParse(range, out var parsed));
        Assert.True(DicomDateTime.TryParse(value, out var moment));
        Assert.Equal(isIn, parsed.Contains(moment));
    }

    [Theory]
    [InlineData("20240101-0500")]
    [InlineData("20240101")]
    [InlineData("-")]
    [InlineData("2024-x")]
    public void What_is_no_date_time_range_is_refused(string text) => Assert.False(DateTimeRange.TryParse(text, out _));
}
