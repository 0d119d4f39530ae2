using System.Globalization;
using System.Text;
using PxSharp.Dicom;
using PxSharp.Dicom.Values;

namespace PxSharp.Cube.Registration;

/// <summary>What CUBE is told of an instance: its tags as CUBE wants them.</summary>
/// <remarks>
/// Dates as YYYY-MM-DD; PatientAge in days by pypx's rules; a sex that CUBE does not know is left out, and so is every
/// empty value but PatientID, which must be there.
/// </remarks>
public sealed class RegistrationFields
{
    private static readonly (DicomTag Tag, int Length)[] Texts =
    [
        (DicomTag.PatientID, 100), (DicomTag.PatientName, 150), (DicomTag.ProtocolName, 64),
        (DicomTag.StudyDescription, 400), (DicomTag.StudyInstanceUID, 100), (DicomTag.Modality, 15),
        (DicomTag.SeriesDescription, 400), (DicomTag.SeriesInstanceUID, 100), (DicomTag.AccessionNumber, 100),
    ];

    // pypx's order, which its JSON has.
    private static readonly string[] Order =
    [
        "PatientID", "PatientName", "PatientBirthDate", "PatientAge", "PatientSex", "ProtocolName", "StudyDate",
        "StudyDescription", "StudyInstanceUID", "Modality", "SeriesDescription", "SeriesInstanceUID",
        "AccessionNumber", "pacs_name", "path",
    ];

    private readonly List<CubeRefusal> _faults = [];
    private readonly List<string> _remarks = [];

    private RegistrationFields(string sopInstanceUID, string path) => (SOPInstanceUID, Path) = (sopInstanceUID, path);

    /// <summary>The instance; empty when the file does not say.</summary>
    public string SOPInstanceUID { get; }

    /// <summary>Where the file lies in CUBE's storage.</summary>
    public string Path { get; }

    /// <summary>The folder of <see cref="Path"/>.</summary>
    public string Folder => Path[..Math.Max(0, Path.LastIndexOf('/'))];

    /// <summary>The last part of <see cref="Path"/>.</summary>
    public string FileName => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The series; empty when the file does not say.</summary>
    public string SeriesInstanceUID => this["SeriesInstanceUID"];

    /// <summary>The study; empty when the file does not say.</summary>
    public string StudyInstanceUID => this["StudyInstanceUID"];

    /// <summary>The fields by CUBE's names, in pypx's order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; private set; } = [];

    /// <summary>What CUBE would refuse, found before it is asked.</summary>
    public IReadOnlyList<CubeRefusal> Faults => _faults;

    /// <summary>What was left out or changed, one plain line each.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>The value of a field; empty when it is left out.</summary>
    public string this[string name] => Values.FirstOrDefault(field => field.Key == name).Value ?? "";

    /// <summary>The fields of an instance.</summary>
    /// <param name="head">The data set, at least as far as Protocol Name (0018,1030) and the UIDs.</param>
    /// <param name="pacsName">The PACS that it is registered for.</param>
    /// <param name="path">Where the file lies in CUBE's storage.</param>
    public static RegistrationFields Of(DicomDataset head, string pacsName, string path)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(pacsName);
        ArgumentNullException.ThrowIfNull(path);
        var fields = new RegistrationFields(Text(head, DicomTag.SOPInstanceUID), path.Trim('/'));
        fields.Read(head, pacsName);
        return fields;
    }

    /// <summary>The fields of the whole series: its folder, and how many files are there.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> OfSeries(int count)
        =>
        [
            .. Values.Where(field => field.Key != "path"),
            KeyValuePair.Create("path", Folder),
            KeyValuePair.Create("ndicom", count.ToString(CultureInfo.InvariantCulture)),
        ];

    private void Read(DicomDataset head, string pacsName)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["pacs_name"] = pacsName,
            ["path"] = Path,
        };
        foreach (var (tag, length) in Texts)
        {
            var value = Text(head, tag);
            if (value.Length > 0 || tag == DicomTag.PatientID)
                values[tag.Keyword!] = value;
            // CUBE counts characters, not UTF-16 units.
            if (value.Length > length && value.EnumerateRunes().Count() is var count && count > length)
                _faults.Add(new CubeRefusal(tag.Keyword, $"has {count} characters, CUBE takes {length} at most"));
        }
        foreach (var tag in (ReadOnlySpan<DicomTag>)[DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID])
        {
            if (!values.ContainsKey(tag.Keyword!))
                _faults.Add(new CubeRefusal(tag.Keyword, "the file has none, and CUBE requires it"));
        }
        ReadDates(head, values);
        ReadSex(head, values);
        Values = [.. Order.Where(values.ContainsKey).Select(name => KeyValuePair.Create(name, values[name]))];
    }

    private void ReadDates(DicomDataset head, Dictionary<string, string> values)
    {
        var study = Text(head, DicomTag.StudyDate);
        if (DicomDate.TryParse(study, out var date))
            values["StudyDate"] = Iso(date);
        else
            _faults.Add(new CubeRefusal("StudyDate", study.Length == 0
                ? "the file has none, and CUBE requires it" : $"'{study}' is no date"));
        var birth = Text(head, DicomTag.PatientBirthDate);
        if (DicomDate.TryParse(birth, out date))
            values["PatientBirthDate"] = Iso(date);
        else if (birth.Length > 0)
            _remarks.Add($"PatientBirthDate '{birth}' is no date: left out");
        var age = Text(head, DicomTag.PatientAge);
        values["PatientAge"] = AgeInDays.ForRegistration(age, birth, study).ToString(CultureInfo.InvariantCulture);
        if (age.Length > 0 && !AgeString.TryParse(age, out _))
            _remarks.Add($"PatientAge '{age}' is no age: {values["PatientAge"]} days by the dates");
    }

    private void ReadSex(DicomDataset head, Dictionary<string, string> values)
    {
        var sex = Text(head, DicomTag.PatientSex);
        if (sex.ToUpperInvariant() is "M" or "F" or "O")
            values["PatientSex"] = sex.ToUpperInvariant();
        else if (sex.Length > 0)
            _remarks.Add($"PatientSex '{sex}' is none of M, F, O, which CUBE takes: left out");
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The value as text without control characters, which CUBE refuses.</summary>
    private static string Text(DicomDataset head, DicomTag tag)
    {
        var values = head.GetStrings(tag);
        var value = values.Count > 1 ? string.Join('\\', values) : head.GetString(tag) ?? "";
        if (!value.AsSpan().ContainsAnyInRange('\0', '\u001f'))
            return value.Trim();
        var clean = new StringBuilder(value.Length);
        foreach (var character in value.Where(character => !char.IsControl(character)))
            clean.Append(character);
        return clean.ToString().Trim();
    }
}
