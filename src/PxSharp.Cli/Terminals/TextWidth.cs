using System.Globalization;
using Spectre.Console;

namespace PxSharp.Cli.Terminals;

/// <summary>How many columns of a terminal a text takes.</summary>
internal static class TextWidth
{
    /// <summary>The columns that the text takes; two for an ideograph, none for a combining mark.</summary>
    public static int Of(string text)
    {
        foreach (var character in text)
        {
            if (character > '\u02ff')
            {
                return text.GetCellWidth();
            }
        }

        return text.Length;
    }

    /// <summary>The text, filled with blanks to at least that many columns.</summary>
    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Of(text)));

    /// <summary>The text, cut to that many columns with "…" at its end when it is wider.</summary>
    public static string Cut(string text, int width)
    {
        if (Of(text) <= width)
        {
            return text;
        }

        var end = 0;
        var used = 1;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            used += Of(element);
            if (used > width)
            {
                break;
            }

            end += element.Length;
        }

        return text[..end] + "…";
    }
}
