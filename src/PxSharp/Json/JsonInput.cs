using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace PxSharp.Json;

/// <summary>Makes JSON from outside fit to be read: what is no Unicode in its texts becomes U+FFFD.</summary>
/// <remarks>
/// Python's <c>json.dumps</c> writes a byte that is no UTF-8 as half a surrogate pair, <c>\udc80</c>. The parser lets
/// that pass and fails only when the text is taken, long after.
/// </remarks>
public static class JsonInput
{
    private const int EscapeLength = 6;

    /// <summary>
    /// Options that refuse at once a member that comes twice: a node fails later, when any of its members is asked for.
    /// </summary>
    public static JsonDocumentOptions Strict { get; } = new() { AllowDuplicateProperties = false };

    /// <summary>The text itself, or with <c>\ufffd</c> in place of each half of a surrogate pair.</summary>
    public static string Mend(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return WithoutHalves(json.AsSpan()) is { } mended ? new string(mended) : json;
    }

    /// <summary>
    /// The bytes themselves without a byte order mark, or with U+FFFD in place of what is no UTF-8 and of each half of
    /// a surrogate pair.
    /// </summary>
    public static ReadOnlyMemory<byte> Mend(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(utf8.Span))
            utf8 = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8.Span));
        return WithoutHalves(utf8.Span) ?? utf8;
    }

    /// <summary>All that a stream holds, mended.</summary>
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream utf8, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        await utf8.CopyToAsync(bytes, cancellationToken);
        return Mend(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    /// <summary>A copy with each half replaced; null when there is none.</summary>
    private static T[]? WithoutHalves<T>(ReadOnlySpan<T> json)
        where T : unmanaged, IBinaryInteger<T>
    {
        T[]? mended = null;
        for (var at = 0; ;)
        {
            var next = json[at..].IndexOf(T.CreateTruncating('\\'));
            if (next < 0)
                return mended;
            at += next;
            if (Escaped(json[at..]) is not { } unit)
            {
                // Another escape, such as a backslash of its own.
                at = Math.Min(at + 2, json.Length);
                continue;
            }
            if (char.IsHighSurrogate(unit)
                && Escaped(json[(at + EscapeLength)..]) is { } second && char.IsLowSurrogate(second))
            {
                at += 2 * EscapeLength;
                continue;
            }
            if (char.IsSurrogate(unit))
            {
                mended ??= json.ToArray();
                for (var i = 0; i < EscapeLength; i++)
                    mended[at + i] = T.CreateTruncating(@"\ufffd"[i]);
            }
            at += EscapeLength;
        }
    }

    /// <summary>The UTF-16 code unit of the <c>\u</c> escape that begins here; null when none does.</summary>
    private static char? Escaped<T>(ReadOnlySpan<T> json)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (json.Length < EscapeLength || json[0] != T.CreateTruncating('\\') || json[1] != T.CreateTruncating('u'))
            return null;
        var unit = 0;
        foreach (var digit in json[2..EscapeLength])
        {
            var character = (char)ushort.CreateTruncating(digit);
            if (!char.IsAsciiHexDigit(character))
                return null;
            unit = (unit << 4) | (char.IsAsciiDigit(character) ? character - '0' : (character | 0x20) - 'a' + 10);
        }
        return (char)unit;
    }
}
