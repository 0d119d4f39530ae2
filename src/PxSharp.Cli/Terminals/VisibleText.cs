using System.Buffers;
using System.Globalization;
using System.Text;

namespace PxSharp.Cli.Terminals;

/// <summary>Makes text from a PACS or a file safe to print: nothing in it can steer a terminal.</summary>
/// <remarks>
/// Control characters (C0, DEL, C1), line and paragraph separators and the characters that reorder text become
/// visible escapes such as <c>\x1b</c> and <c>\u202e</c>. Accents, ideographs and everything else pass untouched.
/// </remarks>
internal static class VisibleText
{
    private static readonly SearchValues<char> Hidden = SearchValues.Create(HiddenCharacters());

    /// <summary>The text as one line without control characters.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        if (!text.AsSpan().ContainsAny(Hidden))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (!Hidden.Contains(character))
            {
                visible.Append(character);
            }
            else if (character < 0x100)
            {
                visible.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}");
            }
            else
            {
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
        }

        return visible.ToString();
    }

    private static string HiddenCharacters()
    {
        var hidden = new StringBuilder();
        for (var character = (char)0; character < 0x20; character++)
        {
            hidden.Append(character);
        }

        for (var character = (char)0x7f; character < 0xa0; character++)
        {
            hidden.Append(character);
        }

        return hidden
            .Append('\u061c') // Arabic letter mark
            .Append("\u200b\u200e\u200f") // zero width space, left-to-right and right-to-left marks
            .Append("\u2028\u2029") // line and paragraph separators
            .Append("\u202a\u202b\u202c\u202d\u202e") // embeddings and overrides
            .Append("\u2066\u2067\u2068\u2069") // isolates
            .Append('\ufeff')
            .ToString();
    }
}
