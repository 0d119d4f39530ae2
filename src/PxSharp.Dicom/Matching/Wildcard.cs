using System.Buffers;

namespace PxSharp.Dicom.Matching;

/// <summary>Wild card matching of text: * is any characters, also none, ? is any one character.</summary>
/// <remarks>PS3.4 C.2.2.2.4. There is no way to ask for a * or ? itself.</remarks>
public static class Wildcard
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("*?");

    /// <summary>Whether the text has a * or ?.</summary>
    public static bool IsPattern(ReadOnlySpan<char> text) => text.ContainsAny(Signs);

    /// <summary>Whether a value is what a pattern asks for.</summary>
    /// <remarks>Takes time of at most the product of the lengths, whatever the pattern.</remarks>
    /// <param name="pattern">The pattern; without wild cards it must equal the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="ignoreCase">Whether "a" is "A", in all scripts that have cases.</param>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> value, bool ignoreCase = false)
    {
        // On a mismatch only the latest star needs to take one character more: earlier ones took as few as they could.
        int p = 0, v = 0, star = -1, taken = 0;
        while (v < value.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                taken = v;
            }
            else if (p < pattern.Length && pattern[p] == '?')
            {
                p++;
                v += LengthAt(value, v);
            }
            else if (p < pattern.Length && AreEqual(pattern[p], value[v], ignoreCase))
            {
                p++;
                v++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                v = taken += LengthAt(value, taken);
            }
            else
            {
                return false;
            }
        }
        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }

    private static bool AreEqual(char a, char b, bool ignoreCase) =>
        a == b || (ignoreCase && char.ToUpperInvariant(a) == char.ToUpperInvariant(b));

    /// <summary>A character beyond the first 65,536 is two units of text but one character to a ?.</summary>
    private static int LengthAt(ReadOnlySpan<char> text, int index) =>
        char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) ? 2 : 1;
}
