using System.Text;

namespace PxSharp.Query;

/// <summary>
/// Takes the accents off Latin letters, so that a PACS that found Müller for Muller is not contradicted.
/// </summary>
internal static class AccentFolding
{
    // One letter for each of U+00C0 to U+017F; a blank stays as it is (Æ, Þ, ß: two letters, no accent).
    private const string Letters =
        "AAAAAA CEEEEIIIIDNOOOOO OUUUUY  aaaaaa ceeeeiiiidnooooo ouuuuy y"
        + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi  JjKk LlLlLl "
        + " LlNnNnNn   OoOoOo  RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

    internal static string Fold(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u00C0', '\u017F'))
        {
            return text;
        }
        var folded = new StringBuilder(text);
        for (var i = 0; i < folded.Length; i++)
        {
            if (folded[i] is >= '\u00C0' and <= '\u017F' && Letters[folded[i] - '\u00C0'] is var letter and not ' ')
            {
                folded[i] = letter;
            }
        }
        return folded.ToString();
    }
}
