using System.Globalization;
using System.Text;

namespace PxSharp.Dicom.Tests;

/// <summary>Bytes as a test spells them.</summary>
internal static class Raw
{
    /// <summary>Hexadecimal bytes with spaces anywhere, and text in quotes: <c>0800 6000 'CS' 0200 'CT'</c>.</summary>
    internal static byte[] Bytes(string spelling)
    {
        var bytes = new List<byte>();
        var parts = spelling.Split('\'');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 1)
            {
                bytes.AddRange(Encoding.Latin1.GetBytes(parts[i]));
                continue;
            }
            var digits = string.Concat(parts[i].Where(c => !char.IsWhiteSpace(c)));
            for (var at = 0; at < digits.Length; at += 2)
                bytes.Add(byte.Parse(digits.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }
        return [.. bytes];
    }

    internal static DicomDataset Implicit(string spelling) =>
        DicomDatasetReader.Read(Bytes(spelling), TransferSyntax.ImplicitVRLittleEndian);

    internal static DicomDataset Explicit(string spelling) =>
        DicomDatasetReader.Read(Bytes(spelling), TransferSyntax.ExplicitVRLittleEndian);

    internal static DicomDataset BigEndian(string spelling) =>
        DicomDatasetReader.Read(Bytes(spelling), TransferSyntax.ExplicitVRBigEndian);

    internal static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);

    /// <summary>Everything in a data set as one text, so that two can be compared and the difference be seen.</summary>
    internal static string Describe(DicomDataset set)
    {
        var text = new StringBuilder();
        foreach (var element in set)
        {
            text.Append(CultureInfo.InvariantCulture, $"{element.Tag}{element.VR}:");
            if (element.Items is { } items)
                text.AppendJoin(',', items.Select(item => "{" + Describe(item) + "}"));
            else if (element.Fragments is { } fragments)
                text.AppendJoin('|', fragments.Select(Hex));
            else
                text.Append(Hex(element.RawValue));
            text.Append(';');
        }
        return text.ToString();
    }
}
