using System.Globalization;
using System.Text;
using PxSharp.Cli.Terminals;
using PxSharp.Dicom;

namespace PxSharp.Cli.Drawing;

/// <summary>Writes a data set for a reader: one line an element, items of sequences below it.</summary>
internal sealed class DatasetText(Terminal terminal)
{
    private const int ValueColumn = 46;
    private const int ShownBytes = 16;

    /// <summary>Writes every element.</summary>
    public void Write(DicomDataset dataset, int depth = 0)
    {
        foreach (var element in dataset)
        {
            WriteElement(dataset, element, depth);
        }
    }

    private void WriteElement(DicomDataset dataset, DicomElement element, int depth)
    {
        var name = element.Tag.Keyword ?? (element.Tag.IsPrivateCreator ? "(private creator)" : "");
        var head = $"{element.Tag} {element.VR}  {name}";
        if (element.Items is { } items)
        {
            WriteLine(depth, head, items.Count == 1 ? "1 item" : $"{items.Count} items");
            for (var item = 0; item < items.Count; item++)
            {
                WriteLine(depth + 1, $"item {item + 1}", "");
                Write(items[item], depth + 2);
            }
        }
        else
        {
            WriteLine(depth, head, ValueOf(dataset, element));
        }
    }

    private void WriteLine(int depth, string head, string value)
    {
        var line = new StringBuilder().Append(' ', depth * 2).Append(head);
        if (value.Length > 0)
        {
            line.Append(' ', Math.Max(2, ValueColumn - line.Length)).Append(value);
        }

        terminal.WriteLine(TextWidth.Cut(line.ToString(), terminal.Width));
    }

    private static string ValueOf(DicomDataset dataset, DicomElement element)
    {
        if (element.Fragments is { } fragments)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Math.Max(0, fragments.Count - 1)} fragments, {fragments.Sum(fragment => (long)fragment.Length)} bytes");
        }

        if (element.IsEmpty)
        {
            return "(empty)";
        }

        if (element.VR.IsText())
        {
            var value = dataset.GetString(element.Tag) ?? "";
            var name = element.VR == DicomVR.UI && DicomUID.NameOf(value) is { } known ? $"  {known}" : "";
            return $"\"{VisibleText.Of(value)}\"{name}";
        }

        return element.VR is DicomVR.OB or DicomVR.OD or DicomVR.OF or DicomVR.OL or DicomVR.OV or DicomVR.OW or DicomVR.UN
            ? Bytes(element.RawValue.Span)
            : VisibleText.Of(dataset.GetString(element.Tag));
    }

    private static string Bytes(ReadOnlySpan<byte> value)
    {
        var shown = Convert.ToHexStringLower(value[..Math.Min(ShownBytes, value.Length)]);
        return string.Create(
            CultureInfo.InvariantCulture, $"{value.Length} bytes: {shown}{(value.Length > ShownBytes ? "…" : "")}");
    }
}
