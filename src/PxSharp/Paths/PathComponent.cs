using System.Buffers;
using System.Globalization;
using System.Text;

namespace PxSharp.Paths;

/// <summary>Makes one part of a path that is a good name on every file system.</summary>
internal static class PathComponent
{
    /// <summary>What ext4, XFS, APFS and NTFS allow.</summary>
    public const int MaxLength = 255;

    /// <summary>
    /// The directory beside the patients' ones that holds files on their way; no part may have its name.
    /// </summary>
    public const string Incoming = ".incoming";

    private const int HashLength = 16;
    private const int LongestExtension = 8;

    public static readonly SearchValues<char> KeywordCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-");

    /// <summary>Appends with '_' for every run of other characters, over the end of what is there as well.</summary>
    public static void AppendClean(StringBuilder result, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var length = text.IndexOfAnyExcept(NameCharacters);
            if (length < 0)
                length = text.Length;
            result.Append(text[..length]);
            text = text[length..];
            if (text.IsEmpty)
                return;
            if (result.Length == 0 || result[^1] != '_')
                result.Append('_');
            var rest = text.IndexOfAny(NameCharacters);
            text = rest < 0 ? default : text[rest..];
        }
    }

    /// <summary>Turns clean text into a name: not empty, not dots, none that Windows reserves, not too long.</summary>
    public static string MakeName(string clean, int maxLength = MaxLength)
    {
        if (clean.AsSpan().IndexOfAnyExcept('.') < 0)
            return clean.Length is 0 or > MaxLength ? "_" : new string('_', clean.Length);
        if (clean.Equals(Incoming, StringComparison.OrdinalIgnoreCase))
            clean = "_" + clean;
        if (OperatingSystem.IsWindows() && clean.EndsWith('.'))
            clean = clean[..^1] + "_";
        var dot = clean.IndexOf('.', StringComparison.Ordinal);
        var stem = dot < 0 ? clean : clean[..dot];
        if (IsReserved(stem))
            clean = stem + "_" + clean[stem.Length..];
        return clean.Length > maxLength ? Shorten(clean, "", maxLength) : clean;
    }

    /// <summary>
    /// Adds something to the end of a name, before its extension or after it, within the length allowed.
    /// </summary>
    public static string AddToStem(string name, string addition)
    {
        var extension = Extension(name);
        var longer = name[..^extension.Length] + addition + extension;
        return longer.Length <= MaxLength
            ? longer
            : Shorten(name[..^extension.Length], addition + extension, MaxLength);
    }

    /// <inheritdoc cref="AddToStem"/>
    public static string AddToEnd(string name, string addition)
        => name.Length + addition.Length <= MaxLength ? name + addition : Shorten(name, addition, MaxLength);

    /// <summary>16 hexadecimal digits.</summary>
    public static string HashOf(string text)
        => SeaHash.Hash(Encoding.UTF8.GetBytes(text)).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>
    /// Cuts a name and puts the hash of the whole in place of what is lost, so that different names stay so.
    /// </summary>
    private static string Shorten(string name, string ending, int maxLength)
    {
        if (ending.Length == 0)
            ending = Extension(name);
        var room = Math.Max(0, maxLength - ending.Length - HashLength - 1);
        return string.Concat(name.AsSpan(0, Math.Min(room, name.Length)), "-", HashOf(name), ending);
    }

    private static string Extension(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && name.Length - dot <= LongestExtension ? name[dot..] : "";
    }

    private static bool IsReserved(string stem) => stem.Length switch
    {
        3 => stem.ToUpperInvariant() is "CON" or "PRN" or "AUX" or "NUL",
        4 => char.IsAsciiDigit(stem[3]) && stem[..3].ToUpperInvariant() is "COM" or "LPT",
        _ => false,
    };
}
