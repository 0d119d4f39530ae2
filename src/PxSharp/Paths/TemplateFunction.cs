using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PxSharp.Dicom;

namespace PxSharp.Paths;

/// <summary>
/// A function of the template language, with its arguments: from the value of a tag to another value.
/// </summary>
/// <param name="argumentTag">The tag that the function reads beside its own; null for most.</param>
internal abstract class TemplateFunction(DicomTag? argumentTag = null)
{
    private const string Known = "md5, seahash, pad, strmsk, nospc and name";

    public DicomTag? ArgumentTag { get; } = argumentTag;

    /// <param name="value">The value of the tag behind the function.</param>
    /// <param name="argument">The value of <see cref="ArgumentTag"/>; null when there is none.</param>
    public abstract string Apply(string value, string? argument);

    /// <summary>Makes the function of <c>name|arguments</c>.</summary>
    public static TemplateFunction Parse(string template, string name, string? arguments) => name switch
    {
        "md5" => new Digest(ParseLength(template, name, arguments), value => Convert.ToHexStringLower(Md5(value))),
        "seahash" => new Digest(ParseLength(template, name, arguments), SeaHashOf),
        "pad" => ParsePad(template, arguments),
        "strmsk" => arguments is { Length: > 0 }
            ? new Mask(arguments)
            : throw new PathTemplateException(template, "strmsk takes a mask, such as _strmsk|******01_"),
        "nospc" => new NoSpaces(arguments ?? ""),
        "name" => new Pseudonym(ParseTag(template, arguments)),
        _ => throw new PathTemplateException(template, $"there is no function '{name}'; there are {Known}"),
    };

    private static int? ParseLength(string template, string name, string? arguments)
        => arguments is null
            ? null
            : ParseNumber(arguments) ?? throw new PathTemplateException(
                template, $"{name} takes how many characters to keep, such as _{name}|7_, not '{arguments}'");

    private static DicomTag? ParseTag(string template, string? arguments)
        => string.IsNullOrEmpty(arguments)
            ? null
            : DicomDictionary.FindKeyword(arguments) ?? throw new PathTemplateException(
                template, $"name takes the keyword of a tag, such as _name|patientID_, not '{arguments}'");

    private static Pad ParsePad(string template, string? arguments)
    {
        var comma = arguments?.IndexOf(',', StringComparison.Ordinal) ?? -1;
        var width = ParseNumber(comma < 0 ? arguments : arguments![..comma]);
        var filler = comma < 0 ? "0" : arguments![(comma + 1)..];
        return width is not null && filler.Length == 1
            ? new Pad(width.Value, filler[0])
            : throw new PathTemplateException(
                template, $"pad takes a width and one character, such as _pad|4,0_, not '{arguments}'");
    }

    private static int? ParseNumber(string? text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and < 256
            ? number
            : null;

    /// <summary>Hexadecimal without leading zeros, as the Python package prints it.</summary>
    private static string SeaHashOf(string value)
        => SeaHash.Hash(Encoding.UTF8.GetBytes(value)).ToString("x", CultureInfo.InvariantCulture);

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security", "CA5351", Justification = "The layout of pypx has MD5 in names; nothing relies on its strength.")]
    private static byte[] Md5(string value) => MD5.HashData(Encoding.UTF8.GetBytes(value));

    private sealed class Digest(int? length, Func<string, string> digest) : TemplateFunction
    {
        public override string Apply(string value, string? argument)
        {
            var text = digest(value);
            return length is { } count && count < text.Length ? text[..count] : text;
        }
    }

    private sealed class Pad(int width, char filler) : TemplateFunction
    {
        public override string Apply(string value, string? argument) => value.PadLeft(width, filler);
    }

    /// <summary>
    /// A '*' lets the character through, any other stands for it; the shorter of mask and value ends it.
    /// </summary>
    private sealed class Mask(string mask) : TemplateFunction
    {
        public override string Apply(string value, string? argument)
            => string.Create(Math.Min(mask.Length, value.Length), (mask, value), static (masked, state) =>
            {
                for (var i = 0; i < masked.Length; i++)
                    masked[i] = state.mask[i] == '*' ? state.value[i] : state.mask[i];
            });
    }

    /// <summary>Every run that is not letters, digits or '_' becomes the filler; none at the ends.</summary>
    private sealed class NoSpaces(string filler) : TemplateFunction
    {
        public override string Apply(string value, string? argument)
        {
            var result = new StringBuilder(value.Length);
            var isGap = false;
            foreach (var rune in value.EnumerateRunes())
            {
                if (Rune.IsLetterOrDigit(rune) || rune.Value == '_')
                {
                    if (isGap && result.Length > 0)
                        result.Append(filler);
                    isGap = false;
                    result.Append(rune.ToString());
                }
                else
                {
                    isGap = true;
                }
            }
            return result.ToString();
        }
    }

    /// <summary>A made-up name that is the same wherever the seed is the same.</summary>
    private sealed class Pseudonym(DicomTag? seed) : TemplateFunction(seed)
    {
        private const string Consonants = "bdfgklmnprst";
        private const string Vowels = "aeiou";

        public override string Apply(string value, string? argument)
        {
            var bits = SHA256.HashData(Encoding.UTF8.GetBytes(argument ?? value));
            return Syllables(bits.AsSpan(0, 8)) + "^" + Syllables(bits.AsSpan(8, 6)) + "^ANON";
        }

        private static string Syllables(ReadOnlySpan<byte> bits)
        {
            var name = new char[bits.Length];
            for (var i = 0; i < name.Length; i += 2)
            {
                name[i] = char.ToUpperInvariant(Consonants[bits[i] % Consonants.Length]);
                name[i + 1] = char.ToUpperInvariant(Vowels[bits[i + 1] % Vowels.Length]);
            }
            return new string(name);
        }
    }
}
