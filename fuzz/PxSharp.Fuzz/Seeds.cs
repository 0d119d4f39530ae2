using System.Globalization;
using System.Text;

namespace PxSharp.Fuzz;

/// <summary>Seeds as files, which is how they are handed on.</summary>
internal static class Seeds
{
    private const string WordsFile = "words.dict";

    /// <summary>Writes a target's seeds, and its words as a dictionary of AFL beside the directory.</summary>
    public static void Write(ITarget target, string directory)
    {
        Directory.CreateDirectory(directory);
        var number = 0;
        foreach (var seed in target.Seeds())
            File.WriteAllBytes(Path.Combine(directory, Invariant($"seed-{number++:00}")), seed);
        var words = target.Words().Where(word => word.Length is > 0 and <= 128).Select(Quoted);
        File.WriteAllLines(Path.TrimEndingDirectorySeparator(directory) + "." + WordsFile, words);
    }

    /// <summary>All files of a directory, in the order of their names.</summary>
    public static List<byte[]> Read(string directory) =>
        [.. Directory.GetFiles(directory).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static string Quoted(byte[] word)
    {
        var quoted = new StringBuilder("\"");
        foreach (var value in word)
        {
            if (value is >= (byte)' ' and <= (byte)'~' and not ((byte)'"' or (byte)'\\'))
                quoted.Append((char)value);
            else
                quoted.Append(Invariant($"\\x{value:X2}"));
        }
        return quoted.Append('"').ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
