using System.Buffers;
using System.Text;

namespace PxSharp.Dicom.Text;

/// <summary>Writes a text by an encoding that has no code extensions: UTF-8, GB 18030, GBK.</summary>
/// <remarks>PS3.5 Annex J.</remarks>
internal static class StandAloneEncoder
{
    private const char Euro = '\u20AC';

    internal static bool TryEncode(ReadOnlySpan<char> text, Encoding encoding, out byte[] bytes)
    {
        // Windows has the euro sign as a lone byte 80, which GBK has not.
        if (encoding == CodePages.Gbk && text.Contains(Euro))
        {
            bytes = EncodeByCharacter(text, encoding);
            return false;
        }
        try
        {
            bytes = new byte[encoding.GetByteCount(text)];
            encoding.GetBytes(text, bytes);
            return true;
        }
        catch (EncoderFallbackException)
        {
            bytes = EncodeByCharacter(text, encoding);
            return false;
        }
    }

    private static byte[] EncodeByCharacter(ReadOnlySpan<char> text, Encoding encoding)
    {
        var output = new ArrayBufferWriter<byte>(text.Length);
        Span<char> characters = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf16(characters);
            try
            {
                if (rune.Value == Euro && encoding == CodePages.Gbk)
                    output.Write("?"u8);
                else
                    encoding.GetBytes(characters[..length], output);
            }
            catch (EncoderFallbackException)
            {
                output.Write("?"u8);
            }
        }
        return output.WrittenSpan.ToArray();
    }
}
