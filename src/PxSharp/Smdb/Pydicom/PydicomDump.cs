using System.Globalization;
using System.Text;
using PxSharp.Dicom;

namespace PxSharp.Smdb.Pydicom;

/// <summary>A data set as pydicom dumps it.</summary>
internal static class PydicomDump
{
    private const int DescriptionWidth = 35;

    /// <summary>The head of a file, with its meta information before it.</summary>
    public static string Whole(DicomFile file) =>
        $"Dataset.file_meta -------------------------------\n{Lines(file.MetaInformation, 0)}\n"
        + $"-------------------------------------------------\n{Lines(file.Dataset, 0)}";

    /// <summary>A line for each element, those of items indented; no line end at the end.</summary>
    public static string Lines(DicomDataset dataset, int indent)
    {
        var lines = new StringBuilder();
        Append(lines, dataset, indent);
        return lines.ToString().TrimEnd('\n');
    }

    private static void Append(StringBuilder lines, DicomDataset dataset, int indent)
    {
        foreach (var element in dataset)
        {
            lines.Append(' ', 3 * indent)
                .Append(CultureInfo.InvariantCulture, $"({element.Tag.Group:x4}, {element.Tag.Element:x4}) ");
            if (element.Items is { } items)
            {
                lines.Append(
                    CultureInfo.InvariantCulture, $" {Description(element.Tag)}  {items.Count} item(s) ---- \n");
                foreach (var item in items)
                {
                    Append(lines, item, indent + 1);
                    lines.Append(' ', 3 * (indent + 1)).Append("---------\n");
                }
                continue;
            }
            var description = Description(element.Tag);
            lines.Append(description.Length > DescriptionWidth
                    ? description[..DescriptionWidth]
                    : description.PadRight(DescriptionWidth))
                .Append(CultureInfo.InvariantCulture, $" {element.VR}: ")
                .Append(PydicomValue.Representation(dataset, element))
                .Append('\n');
        }
    }

    private static string Description(DicomTag tag) => DicomDictionary.Find(tag)?.Name
        ?? (tag.IsPrivateCreator ? "Private Creator" : tag.IsPrivate ? "Private tag data" : "");
}
