using System.Globalization;
using PxSharp.Dicom.Text;

namespace PxSharp.Dicom;

public sealed partial class DicomDataset
{
    /// <summary>Sets an element from text, its VR from the dictionary (UN when the tag is unknown).</summary>
    /// <remarks>
    /// Several values are parted by backslashes. Text is encoded by <see cref="CharacterSet"/>, so set Specific
    /// Character Set first; text beyond ASCII where none is set makes it ISO_IR 192 (UTF-8). Numbers are spelled as
    /// text. An empty text makes an empty element, also of a sequence: a universal matching key.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The text is no value of the VR, or a character is not in the character set.
    /// </exception>
    public DicomDataset Set(DicomTag tag, string value) => Set(tag, DicomDictionary.VROf(tag), value);

    /// <summary>Sets an element from several texts, its VR from the dictionary. None makes an empty element.</summary>
    /// <exception cref="ArgumentException">
    /// A text is no value of the VR, or a character is not in the character set.
    /// </exception>
    public DicomDataset Set(DicomTag tag, params IEnumerable<string> values) => Set(tag, string.Join('\\', values));

    /// <summary>Sets an element from a whole number, in the dictionary's VR: US, UL, IS, DS and so on.</summary>
    /// <exception cref="ArgumentException">The VR has no such number.</exception>
    public DicomDataset Set(DicomTag tag, long value) => Set(tag, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sets an element from a number, in the dictionary's VR: FL, FD, DS.</summary>
    /// <remarks>A DS holds 16 characters (PS3.5 6.2): the number is rounded to fit.</remarks>
    /// <exception cref="ArgumentException">The VR has no such number.</exception>
    public DicomDataset Set(DicomTag tag, double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        for (var digits = 15; text.Length > 16 && DicomDictionary.VROf(tag) == DicomVR.DS; digits--)
            text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Set(tag, text);
    }

    /// <summary>
    /// Sets an element from text, as <see cref="Set(DicomTag, string)"/>, in a VR of the caller's choice.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The text is no value of the VR, or a character is not in the character set.
    /// </exception>
    public DicomDataset Set(DicomTag tag, DicomVR vr, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (vr == DicomVR.SQ && value.Length == 0)
            return Add(new DicomElement(tag, Array.Empty<DicomDataset>()));
        return Add(new DicomElement(tag, vr, Encode(tag, vr, value)));
    }

    /// <summary>Sets an element's bytes, numbers little endian; not copied.</summary>
    /// <exception cref="ArgumentException">The VR is SQ.</exception>
    public DicomDataset Set(DicomTag tag, DicomVR vr, ReadOnlyMemory<byte> value) =>
        Add(new DicomElement(tag, vr, value));

    /// <summary>Sets a sequence.</summary>
    public DicomDataset SetItems(DicomTag tag, params IEnumerable<DicomDataset> items) =>
        Add(new DicomElement(tag, items.ToArray()));

    private byte[] Encode(DicomTag tag, DicomVR vr, string value)
    {
        if (value.Length == 0)
            return [];
        if (vr.IsNumber() || vr == DicomVR.AT)
            return EncodeNumbers(tag, vr, value);
        if (!vr.IsText() && vr != DicomVR.UN)
            throw new ArgumentException($"{tag} has VR {vr}, which text cannot give a value.", nameof(value));
        var textVR = vr == DicomVR.UN ? DicomVR.LO : vr;
        var fits = CharacterSet.TryEncode(value, textVR, out var bytes);
        if (!fits && CharacterSet == DicomCharacterSet.Default && textVR.UsesSpecificCharacterSet())
        {
            Set(DicomTag.SpecificCharacterSet, "ISO_IR 192");
            fits = CharacterSet.TryEncode(value, textVR, out bytes);
        }
        if (!fits)
        {
            var set = textVR.UsesSpecificCharacterSet() ? CharacterSet.ToString() : "ASCII";
            throw new ArgumentException(
                $"\"{value}\" has characters that {tag} cannot hold in {set}.", nameof(value));
        }
        if ((bytes.Length & 1) == 0)
            return bytes;
        Array.Resize(ref bytes, bytes.Length + 1);
        bytes[^1] = vr.PaddingByte();
        return bytes;
    }

    private static byte[] EncodeNumbers(DicomTag tag, DicomVR vr, string value)
    {
        var size = ElementNumber.Size(vr);
        var values = value.Split('\\');
        var bytes = new byte[values.Length * size];
        for (var i = 0; i < values.Length; i++)
        {
            if (!ElementNumber.TryParse(vr, values[i], bytes.AsSpan(i * size)))
            {
                throw new ArgumentException(
                    $"\"{values[i]}\" is not a value of {tag}, which has VR {vr}.", nameof(value));
            }
        }
        return bytes;
    }
}
