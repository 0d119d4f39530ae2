using System.Globalization;
using System.Text;

namespace PxSharp.Dicom.Dump;

/// <summary>Writes the lines of a text dump.</summary>
internal sealed class DatasetDumper(TextWriter writer, DicomTextDumpOptions options)
{
    private const int CommentColumn = 68;
    private const int MaxShownBytes = 16;

    private readonly StringBuilder _line = new();

    internal void Write(DicomDataset dataset, int depth)
    {
        foreach (var element in dataset)
        {
            _line.Clear().Append(' ', 4 * depth).Append(element.Tag.ToString()).Append(' ').Append(element.VR);
            if (element.Items is { } items)
            {
                Finish(Count(items.Count, "item"), dataset, element);
                WriteItems(items, depth);
                continue;
            }
            _line.Append(' ');
            var count = AppendValue(dataset, element);
            Finish($"{Length(element)}, {count}", dataset, element);
        }
    }

    private void WriteItems(IReadOnlyList<DicomDataset> items, int depth)
    {
        for (var i = 0; i < items.Count; i++)
        {
            writer.Write(new string(' ', (4 * depth) + 2));
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"> item {i + 1}"));
            Write(items[i], depth + 1);
        }
    }

    /// <summary>Adds the value, cut if need be.</summary>
    /// <returns>How many values there are.</returns>
    private int AppendValue(DicomDataset dataset, DicomElement element)
    {
        if (element.Fragments is { } fragments)
        {
            _line.Append("encapsulated, ").Append(Count(Math.Max(fragments.Count - 1, 0), "fragment"));
            return 1;
        }
        if (element.IsEmpty)
        {
            _line.Append("(empty)");
            return 0;
        }
        if (element.VR.IsNumber() || element.VR == DicomVR.AT)
            return AppendNumbers(element);
        if (!element.VR.IsText())
        {
            AppendBytes(element.RawValue.Span);
            return 1;
        }
        var values = dataset.GetStrings(element.Tag);
        _line.Append('[');
        AppendText(string.Join('\\', values));
        _line.Append(']');
        return values.Count;
    }

    private int AppendNumbers(DicomElement element)
    {
        var size = ElementNumber.Size(element.VR);
        var bytes = element.RawValue.Span;
        var count = bytes.Length / size;
        var start = _line.Length;
        for (var i = 0; i < count; i++)
        {
            if (_line.Length - start > options.MaxValueLength)
            {
                _line.Append("\\...");
                break;
            }
            if (i > 0)
                _line.Append('\\');
            _line.Append(ElementNumber.Format(element.VR, bytes.Slice(i * size, size)));
        }
        return count;
    }

    private void AppendBytes(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < Math.Min(bytes.Length, MaxShownBytes); i++)
            _line.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : " ")}{bytes[i]:x2}");
        if (bytes.Length > MaxShownBytes)
            _line.Append(" ...");
    }

    private void AppendText(string text)
    {
        var length = Math.Min(text.Length, options.MaxValueLength);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
            length--;
        foreach (var character in text.AsSpan(0, length))
        {
            // Format characters include those that turn the direction of text.
            if (char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format)
                _line.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:X2}");
            else
                _line.Append(character);
        }
        if (length < text.Length)
            _line.Append("...");
    }

    private void Finish(string size, DicomDataset dataset, DicomElement element)
    {
        _line.Append(' ', Math.Max(CommentColumn - _line.Length, 1)).Append("# ").Append(size).Append(' ');
        _line.Append(NameOf(dataset, element.Tag));
        // Behind all else: it would push the column aside.
        if (element.VR == DicomVR.UI && dataset.GetStrings(element.Tag) is [var uid]
            && DicomUID.NameOf(uid) is { } name)
        {
            _line.Append(" = ").Append(name);
        }
        writer.WriteLine(_line);
    }

    private static string NameOf(DicomDataset dataset, DicomTag tag)
    {
        if (tag.Keyword is { } keyword)
            return keyword;
        if (tag.IsGroupLength)
            return "GroupLength";
        if (!tag.IsPrivate)
            return "(unknown)";
        if (tag.IsPrivateCreator)
            return "PrivateCreator";
        var creator = dataset.GetString(new DicomTag(tag.Group, (ushort)(tag.Element >> 8)));
        return string.IsNullOrEmpty(creator)
            ? "(private)"
            : $"(private: {new string([.. creator.Where(character => !char.IsControl(character))])})";
    }

    private static long Length(DicomElement element) =>
        element.Fragments is { } fragments ? fragments.Sum(fragment => (long)fragment.Length) : element.RawValue.Length;

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
