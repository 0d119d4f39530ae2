using System.Globalization;
using PxSharp.Cli.Terminals;

namespace PxSharp.Cli.Drawing;

/// <summary>Values as a reader likes them.</summary>
internal static class ShownValue
{
    /// <summary>"2023-01-15" for a DA value; the value itself when it is no date.</summary>
    public static string Date(string? value) =>
        DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : VisibleText.Of(value);

    /// <summary>A PN value without its empty ends: a PACS may give <c>Yamada^Tarou=^=^</c>.</summary>
    public static string? Name(string? value) => value?.TrimEnd('^', '=', ' ');

    /// <summary>"1 study", "2 studies".</summary>
    public static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    /// <summary>"512 bytes", "1.5 MB".</summary>
    public static string Size(long bytes)
    {
        if (bytes < 1000)
        {
            return Count(bytes, "byte", "bytes");
        }

        var (size, unit) = ((double)bytes, 0);
        while (size >= 999.5 && unit < Units.Length - 1)
        {
            size /= 1000;
            unit++;
        }

        return $"{size.ToString(size < 10 ? "0.0" : "0", CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB", "PB"];
}
