namespace PxSharp.Dicom.Values;

/// <summary>Takes numbers of a fixed number of digits from a text, as dates and times have them.</summary>
internal ref struct DigitReader(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;
    private bool _failed;

    /// <summary>Whether all was read and was in range.</summary>
    internal readonly bool IsAtEnd => _rest.IsEmpty && !_failed;

    /// <summary>What is left.</summary>
    internal readonly ReadOnlySpan<char> Rest => _rest;

    /// <summary>The next number; null when no digit follows. One that is short or out of range is a failure.</summary>
    internal int? Next(int digits, int least, int most)
    {
        if (_rest.IsEmpty || !char.IsAsciiDigit(_rest[0]))
            return null;
        var value = 0;
        for (var i = 0; i < digits; i++)
        {
            if (i == _rest.Length || !char.IsAsciiDigit(_rest[i]))
                return Fail();
            value = (10 * value) + _rest[i] - '0';
        }
        _rest = _rest[digits..];
        return value < least || value > most ? Fail() : value;
    }

    /// <summary>Passes over one character, if it is next and more follows.</summary>
    internal void Skip(char character)
    {
        if (_rest.Length > 1 && _rest[0] == character)
            _rest = _rest[1..];
    }

    /// <summary>
    /// A point and one to six digits, in microseconds, and what the last digit is worth; 0 and a second without them.
    /// </summary>
    internal (int Value, int Unit) Fraction()
    {
        if (_rest.IsEmpty || _rest[0] != '.')
            return (0, 1_000_000);
        var (value, unit, length) = (0, 1_000_000, 1);
        for (; length < _rest.Length && length <= 6 && char.IsAsciiDigit(_rest[length]); length++)
        {
            unit /= 10;
            value += (_rest[length] - '0') * unit;
        }
        _failed |= length == 1;
        _rest = _rest[length..];
        return (value, unit);
    }

    private int? Fail()
    {
        _failed = true;
        return null;
    }
}
