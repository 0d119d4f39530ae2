using System.Buffers;

namespace PxSharp.Dicom.Text;

/// <summary>
/// Writes one text by the sets of a character set, with escape sequences where it has code extensions.
/// </summary>
/// <remarks>PS3.5 6.1.2.5: before a delimiter and at the end the first sets are in use again.</remarks>
internal struct TextEncoder
{
    private readonly DicomCharacterSet _characterSet;
    private readonly TextDelimiters _delimiters;
    private readonly ArrayBufferWriter<byte> _output;
    private GraphicSet _low;
    private GraphicSet? _high;

    internal TextEncoder(DicomCharacterSet characterSet, TextDelimiters delimiters)
    {
        (_characterSet, _delimiters, _output) = (characterSet, delimiters, new());
        (_low, _high) = (characterSet.InitialLow, characterSet.InitialHigh);
    }

    internal bool TryEncode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        var fits = true;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (IsDelimiter(character))
            {
                Restore();
                WriteByte((byte)character);
            }
            // An escape character in a text would be read as the start of an escape sequence.
            else if (character == '\x1B' || !TryWrite(character))
            {
                fits = false;
                Restore();
                WriteByte((byte)'?');
                if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                    i++;
            }
        }
        Restore();
        bytes = _output.WrittenSpan.ToArray();
        return fits;
    }

    private readonly bool IsDelimiter(char character) => character switch
    {
        '\\' => _delimiters.HasFlag(TextDelimiters.Values),
        '^' or '=' => _delimiters.HasFlag(TextDelimiters.NameComponents),
        < ' ' => character != '\x1B',
        _ => false,
    };

    private bool TryWrite(char character)
    {
        Span<byte> bytes = stackalloc byte[2];
        var length = Encode(_low, character, bytes);
        if (length == 0 && _high is not null)
            length = Encode(_high, character, bytes);
        if (length == 0 && _characterSet.HasExtensions)
            length = Switch(character, bytes);
        _output.Write(bytes[..length]);
        return length > 0;
    }

    /// <summary>Brings the first set into use that has the character.</summary>
    private int Switch(char character, Span<byte> bytes)
    {
        foreach (var set in _characterSet.Sets)
        {
            var length = Encode(set, character, bytes);
            if (length == 0)
                continue;
            if (set.IsHigh)
                _high = set;
            else
                _low = set;
            _output.Write(set.EscapeSequence);
            return length;
        }
        return 0;
    }

    /// <summary>The set's bytes, but never the 5C of romaji's yen sign where that parts values.</summary>
    private readonly int Encode(GraphicSet set, char character, Span<byte> bytes)
    {
        var length = set.Encode(character, bytes);
        return length == 1 && bytes[0] == '\\' && _delimiters.HasFlag(TextDelimiters.Values) ? 0 : length;
    }

    private void Restore()
    {
        if (_low != _characterSet.InitialLow)
            _output.Write(_characterSet.InitialLow.EscapeSequence);
        if (_high != _characterSet.InitialHigh && _characterSet.InitialHigh is { } high)
            _output.Write(high.EscapeSequence);
        (_low, _high) = (_characterSet.InitialLow, _characterSet.InitialHigh);
    }

    private readonly void WriteByte(byte value) => _output.Write([value]);
}
