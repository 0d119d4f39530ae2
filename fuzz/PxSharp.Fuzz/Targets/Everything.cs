using PxSharp.Dicom;
using PxSharp.Dicom.Dump;
using PxSharp.Dicom.Json;
using PxSharp.Dicom.Values;

namespace PxSharp.Fuzz.Targets;

/// <summary>Everything that can be asked of a data set once it has been read. None of it fails.</summary>
internal static class Everything
{
    public static void Ask(DicomDataset dataset)
    {
        using var text = new StringWriter();
        DicomTextDump.Write(text, dataset);
        AskValues(dataset);
        using var json = new MemoryStream();
        DicomJson.Write(json, dataset);
    }

    /// <summary>What a text may be meant as.</summary>
    public static void AskText(string text)
    {
        _ = PersonName.Parse(text);
        _ = DicomDate.TryParse(text, out _) | DicomTime.TryParse(text, out _) | DicomDateTime.TryParse(text, out _)
            | DateRange.TryParse(text, out _) | TimeRange.TryParse(text, out _) | DateTimeRange.TryParse(text, out _)
            | AgeString.TryParse(text, out _) | IntegerString.TryParse(text, out _)
            | DecimalString.TryParse(text, out _);
    }

    private static void AskValues(DicomDataset dataset)
    {
        foreach (var element in dataset)
        {
            _ = dataset.GetString(element.Tag);
            _ = dataset.GetInt32(element.Tag);
            _ = dataset.GetDouble(element.Tag);
            foreach (var value in dataset.GetStrings(element.Tag))
                AskText(value);
            foreach (var item in element.Items ?? [])
                AskValues(item);
        }
    }
}
