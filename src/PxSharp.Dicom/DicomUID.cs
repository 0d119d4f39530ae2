using System.Globalization;
using System.Numerics;
using System.Text;

namespace PxSharp.Dicom;

/// <summary>Unique identifiers: the registered ones of PS3.6 Annex A as constants, and what holds for all.</summary>
/// <remarks>A UID is a plain string everywhere in this library, without its padding NUL.</remarks>
public static partial class DicomUID
{
    /// <summary>The longest UID that PS3.5 9.1 allows, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>PS3.6's name of a registered UID ("CT Image Storage"); null when it is not registered.</summary>
    public static string? NameOf(string uid)
    {
        ArgumentNullException.ThrowIfNull(uid);
        int low = 0, high = UidTable.UidLengths.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var start = UidTable.Starts[middle];
            var end = start + UidTable.UidLengths[middle];
            var order = Compare(UidTable.Text[start..end], uid);
            if (order == 0)
            {
                var name = UidTable.Text[end..UidTable.Starts[middle + 1]];
                return name.IsEmpty ? null : Encoding.UTF8.GetString(name);
            }
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return null;
    }

    /// <summary>Whether the text is 1 to 64 characters, numbers parted by dots, none with a leading zero.</summary>
    /// <remarks>PS3.5 9.1.</remarks>
    public static bool IsValid(string? uid)
    {
        if (uid is not { Length: > 0 and <= MaxLength })
            return false;
        var start = 0;
        for (var i = 0; i <= uid.Length; i++)
        {
            if (i == uid.Length || uid[i] == '.')
            {
                if (i == start || (uid[start] == '0' && i - start > 1))
                    return false;
                start = i + 1;
            }
            else if (!char.IsAsciiDigit(uid[i]))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>A new UID of the form 2.25 and a random UUID as one decimal number.</summary>
    /// <remarks>PS3.5 B.2.</remarks>
    public static string Generate()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.NewGuid().TryWriteBytes(bytes, bigEndian: true, out _);
        var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        return string.Create(CultureInfo.InvariantCulture, $"2.25.{number}");
    }

    private static int Compare(ReadOnlySpan<byte> known, string text)
    {
        var length = Math.Min(known.Length, text.Length);
        for (var i = 0; i < length; i++)
        {
            if (known[i] != text[i])
                return known[i] - text[i];
        }
        return known.Length - text.Length;
    }
}
