using System.Text;
using System.Text.Encodings.Web;

namespace PxSharp.Json;

/// <summary>Escapes JSON text as Python's <c>json.dumps</c> does: ASCII only, lower-case <c>\u</c> escapes.</summary>
internal sealed unsafe class AsciiJsonEncoder : JavaScriptEncoder
{
    internal static readonly AsciiJsonEncoder Instance = new();

    public override int MaxOutputCharactersPerInputCharacter => 12;

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var characters = new ReadOnlySpan<char>(text, textLength);
        for (var i = 0; i < characters.Length; i++)
        {
            if (WillEncode(characters[i]))
            {
                return i;
            }
        }
        return -1;
    }

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or > '~' or '"' or '\\';

    public override bool TryEncodeUnicodeScalar(
        int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var output = new Span<char>(buffer, bufferLength);
        var shortForm = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\b' => "\\b",
            '\f' => "\\f",
            _ => null,
        };
        if (shortForm is not null)
        {
            numberOfCharactersWritten = shortForm.TryCopyTo(output) ? shortForm.Length : 0;
            return numberOfCharactersWritten > 0;
        }
        Span<char> units = stackalloc char[2];
        var count = new Rune(unicodeScalar).EncodeToUtf16(units);
        numberOfCharactersWritten = 0;
        foreach (var unit in units[..count])
        {
            if (!output[numberOfCharactersWritten..].TryWrite($"\\u{(int)unit:x4}", out var written))
            {
                numberOfCharactersWritten = 0;
                return false;
            }
            numberOfCharactersWritten += written;
        }
        return true;
    }
}
