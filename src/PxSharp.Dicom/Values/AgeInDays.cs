using System.Globalization;

namespace PxSharp.Dicom.Values;

/// <summary>A patient's age at a study in days, as pypx reckons it for paths and CUBE for registration.</summary>
public static class AgeInDays
{
    /// <summary>The days between PatientBirthDate and StudyDate, whichever is the earlier.</summary>
    /// <returns>Null when either is empty or no date.</returns>
    public static int? Between(string? birthDate, string? studyDate) =>
        DicomDate.TryParse(birthDate, out var birth) && DicomDate.TryParse(studyDate, out var study)
            ? Math.Abs(study.DayNumber - birth.DayNumber)
            : null;

    /// <summary>What %AgeInDays of a path template stands for: six digits or more and a d, "015585d".</summary>
    /// <remarks>Without both dates it is "000000d".</remarks>
    public static string ForPath(string? birthDate, string? studyDate) =>
        string.Create(CultureInfo.InvariantCulture, $"{Between(birthDate, studyDate) ?? 0:000000}d");

    /// <summary>
    /// What %PatientAge of a path template stands for: the value, or the age by the dates when there is none.
    /// </summary>
    /// <param name="patientAge">PatientAge; null when the instance has none.</param>
    /// <param name="birthDate">PatientBirthDate.</param>
    /// <param name="studyDate">StudyDate.</param>
    public static string PatientAgeForPath(string? patientAge, string? birthDate, string? studyDate) =>
        patientAge ?? AgeString.OfDays(Between(birthDate, studyDate) ?? 0).ToString();

    /// <summary>The PatientAge that is registered with CUBE.</summary>
    /// <param name="patientAge">PatientAge, if there is any.</param>
    /// <param name="birthDate">PatientBirthDate, which counts when there is no age.</param>
    /// <param name="studyDate">StudyDate, likewise.</param>
    /// <returns>Days; -1 when neither the age nor the dates say it.</returns>
    public static int ForRegistration(string? patientAge, string? birthDate, string? studyDate)
    {
        if (AgeString.TryParse(patientAge, out var age))
            return age.Days;
        return DicomDate.TryParse(birthDate, out var birth) && DicomDate.TryParse(studyDate, out var study)
            && study >= birth ? study.DayNumber - birth.DayNumber : -1;
    }
}
