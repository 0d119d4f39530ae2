using System.Buffers.Binary;
using System.Globalization;
using PxSharp.Dicom;
using PxSharp.Dicom.Values;

namespace PxSharp.Smdb.Pydicom;

/// <summary>
/// The value of an element as Python's <c>str</c> prints it in pydicom, which is what pypx's tables hold.
/// </summary>
internal static class PydicomValue
{
    /// <summary>As <c>str(element.value)</c>.</summary>
    public static string Text(DicomDataset dataset, DicomElement element)
    {
        if (element.Items is { } items)
        {
            return "[" + string.Join(", ", items.Select(item => PydicomDump.Lines(item, indent: 0))) + "]";
        }
        if (element.VR.IsText())
        {
            return Joined(dataset.GetStrings(element.Tag), element.VR, element.VR is DicomVR.DS or DicomVR.IS);
        }
        var numbers = Numbers(element);
        return numbers is null
            ? element.IsEmpty ? "None" : PythonLiteral.Of(element.RawValue.Span)
            : numbers.Count switch
            {
                0 => "None",
                1 => numbers[0],
                _ => $"[{string.Join(", ", numbers)}]",
            };
    }

    /// <summary>As <c>element.repval</c>: what pydicom prints after the VR in a dump.</summary>
    public static string Representation(DicomDataset dataset, DicomElement element)
    {
        const int mostShown = 16;
        if (element.VR.IsText())
        {
            var values = dataset.GetStrings(element.Tag);
            return values switch
            {
                { Count: > mostShown } => $"Array of {values.Count} elements",
                [var one] when element.VR == DicomVR.UI => DicomUID.NameOf(one) ?? one,
                [var one] when element.VR == DicomVR.DS && DecimalString.TryParse(one, out var number) =>
                    $"'{PythonLiteral.Of(number)}'",
                [var one] => PythonLiteral.Of(one),
                [] => element.VR is DicomVR.DS or DicomVR.IS ? "None" : "''",
                _ => Text(dataset, element),
            };
        }
        var count = Numbers(element)?.Count ?? element.RawValue.Length;
        return count > mostShown ? $"Array of {count} elements" : Text(dataset, element);
    }

    private static string Joined(IReadOnlyList<string> values, DicomVR vr, bool isNumber) => values switch
    {
        [] => isNumber ? "None" : "",
        [var one] => one,
        _ => $"[{string.Join(", ", values.Select(one => isNumber || vr == DicomVR.PN ? one : PythonLiteral.Of(one)))}]",
    };

    /// <summary>The numbers of a binary VR; null when it is bytes.</summary>
    private static List<string>? Numbers(DicomElement element)
    {
        if (!element.VR.IsNumber() && element.VR != DicomVR.AT)
        {
            return null;
        }
        var size = element.VR == DicomVR.AT ? 4 : element.VR.WordSize();
        var bytes = element.RawValue.Span;
        var numbers = new List<string>(bytes.Length / size);
        for (; bytes.Length >= size; bytes = bytes[size..])
        {
            numbers.Add(Number(element.VR, bytes));
        }
        return numbers;
    }

    private static string Number(DicomVR vr, ReadOnlySpan<byte> bytes) => vr switch
    {
        DicomVR.AT => Tag(
            BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..])),
        DicomVR.FD => PythonLiteral.Of(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        DicomVR.FL => PythonLiteral.Of(BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        DicomVR.SL => Text(BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        DicomVR.SS => Text(BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        DicomVR.SV => Text(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        DicomVR.UL => Text(BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        DicomVR.US => Text(BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        _ => Text(BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
    };

    private static string Tag(ushort group, ushort element) =>
        string.Create(CultureInfo.InvariantCulture, $"({group:x4}, {element:x4})");

    private static string Text<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
}
