using PxSharp.Dicom.Values;

namespace PxSharp.Dicom.Json;

/// <summary>Numbers of DS and IS as JSON spells them.</summary>
internal static class JsonNumber
{
    /// <summary>
    /// The same number, digit for digit, without what JSON forbids: a plus, leading zeros, a bare point.
    /// </summary>
    /// <returns>False when the text is no number.</returns>
    internal static bool TryFormat(string text, out string json)
    {
        json = "";
        if (!DecimalString.TryParse(text, out _))
            return false;
        var number = text.AsSpan().Trim(" \0");
        var sign = number[0] == '-' ? "-" : "";
        number = number.TrimStart("+-");
        var digits = number.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? number[..end] : number;
        var rest = number[digits.Length..];
        var places = rest is ['.', ..] ? rest[1..] : [];
        places = places.IndexOfAnyExceptInRange('0', '9') is var stop and >= 0 ? places[..stop] : places;
        var exponent = number.IndexOfAny('e', 'E') is var e and >= 0 ? number[e..] : [];
        digits = digits.TrimStart('0');
        json = $"{sign}{(digits.IsEmpty ? "0" : digits)}{(places.IsEmpty ? "" : ".")}{places}{exponent}";
        return true;
    }
}
