using System.Globalization;
using PxSharp.Dicom;

namespace PxSharp.Paths;

/// <summary>The value of a tag as pypx puts it into a path, before anything is made safe.</summary>
internal static class TagValue
{
    /// <summary>The name of what a template can ask for besides tags.</summary>
    public const string AgeInDays = "AgeInDays";

    /// <summary>The value; null when the data set does not have the tag, or not as text.</summary>
    /// <remarks>
    /// pypx shows values as Python does: several as <c>['a', 'b']</c>, an empty number as <c>None</c>. A Patient's Age
    /// that is missing is reckoned from Study Date and Patient's Birth Date.
    /// </remarks>
    public static string? Of(DicomDataset head, DicomTag tag)
    {
        if (head.Find(tag) is not { } element)
            return tag == DicomTag.PatientAge && DaysOld(head) is { } days ? AgeString(days) : null;
        var values = head.GetStrings(tag);
        return values.Count switch
        {
            0 when head.GetString(tag) is null => null,
            0 => IsPythonNumber(element.VR) ? "None" : "",
            1 => values[0],
            _ => PythonList(values, element.VR),
        };
    }

    /// <summary>Days between birth and study, such as <c>024523d</c>; null when a date is missing or is none.</summary>
    public static string? OfAgeInDays(DicomDataset head)
        => DaysOld(head)?.ToString("000000'd'", CultureInfo.InvariantCulture);

    private static int? DaysOld(DicomDataset head)
        => Date(head.GetString(DicomTag.StudyDate)) is { } study
            && Date(head.GetString(DicomTag.PatientBirthDate)) is { } birth
            ? Math.Abs(study.DayNumber - birth.DayNumber)
            : null;

    private static DateOnly? Date(string? text)
        => DateOnly.TryParseExact(
            text, ["yyyyMMdd", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    private static string AgeString(int days)
    {
        var (count, unit) = days switch
        {
            >= 365 => (Math.Round(days / 365.0), 'Y'),
            >= 30 => (Math.Round(days / 30.0), 'M'),
            >= 7 => (Math.Round(days / 7.0), 'W'),
            _ => (days, 'D'),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count:000}{unit}");
    }

    private static bool IsPythonNumber(DicomVR vr) => vr is DicomVR.IS or DicomVR.DS || !vr.IsText();

    private static string PythonList(IReadOnlyList<string> values, DicomVR vr)
        => vr == DicomVR.PN || IsPythonNumber(vr)
            ? "[" + string.Join(", ", values) + "]"
            : "[" + string.Join(", ", values.Select(PythonQuote)) + "]";

    private static string PythonQuote(string value)
        => value.Contains('\'', StringComparison.Ordinal) && !value.Contains('"', StringComparison.Ordinal)
            ? $"\"{value}\""
            : $"'{value.Replace("'", "\\'", StringComparison.Ordinal)}'";
}
