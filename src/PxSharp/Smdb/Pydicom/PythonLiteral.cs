using System.Globalization;
using System.Text;

namespace PxSharp.Smdb.Pydicom;

/// <summary>Values as Python's <c>repr</c> writes them.</summary>
internal static class PythonLiteral
{
    /// <summary>A text in single quotes, or in double ones when it has single quotes and no double ones.</summary>
    public static string Of(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal)
            ? '"'
            : '\'';
        var literal = new StringBuilder(text.Length + 2).Append(quote);
        foreach (var character in text)
        {
            if (character == quote || character == '\\')
            {
                literal.Append('\\').Append(character);
            }
            else
            {
                AppendVisible(literal, character);
            }
        }
        return literal.Append(quote).ToString();
    }

    /// <summary><c>b'...'</c>.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var quote = bytes.Contains((byte)'\'') && !bytes.Contains((byte)'"') ? '"' : '\'';
        var literal = new StringBuilder(bytes.Length + 3).Append('b').Append(quote);
        foreach (var value in bytes)
        {
            if (value == quote || value == '\\')
            {
                literal.Append('\\').Append((char)value);
            }
            else if (value < 0x7f)
            {
                AppendVisible(literal, (char)value);
            }
            else
            {
                literal.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
            }
        }
        return literal.Append(quote).ToString();
    }

    /// <summary>
    /// A number with at least one digit after its point, or with an exponent below 1e-4 and from 1e16.
    /// </summary>
    public static string Of(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        // The shortest digits that read back, d.ddd, and the exponent; Python and .NET differ in where the point goes.
        var text = Math.Abs(number).ToString("E16", CultureInfo.InvariantCulture);
        var shortest = number.ToString("R", CultureInfo.InvariantCulture).TrimStart('-');
        var mantissa = shortest.Split('E')[0];
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0').TrimEnd('0');
        var exponent = number == 0 ? 0 : int.Parse(text.Split('E')[1], CultureInfo.InvariantCulture);
        digits = digits.Length == 0 ? "0" : digits;
        var sign = double.IsNegative(number) ? "-" : "";
        if (exponent is < -4 or >= 16)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            var power = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
            return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{power}";
        }
        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }
        digits = digits.PadRight(exponent + 1, '0');
        var rest = digits.Length > exponent + 1 ? digits[(exponent + 1)..] : "0";
        return $"{sign}{digits[..(exponent + 1)]}.{rest}";
    }

    private static void AppendVisible(StringBuilder literal, char character)
    {
        switch (character)
        {
            case '\n':
                literal.Append("\\n");
                break;
            case '\r':
                literal.Append("\\r");
                break;
            case '\t':
                literal.Append("\\t");
                break;
            case < ' ' or (>= '\x7f' and < '\xa0'):
                literal.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}");
                break;
            default:
                literal.Append(character);
                break;
        }
    }
}
