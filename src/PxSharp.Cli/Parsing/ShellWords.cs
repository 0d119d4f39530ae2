using System.Text;

namespace PxSharp.Cli.Parsing;

/// <summary>
/// Parts a line into words as a shell does: blanks, quotes and backslashes. Nothing in it is run or replaced.
/// </summary>
internal static class ShellWords
{
    /// <summary>Characters that need no quotes in any shell.</summary>
    private const string Plain = "-_./:=,@%+";

    /// <summary>Characters that a backslash takes its meaning from within double quotes.</summary>
    private const string Escaped = "\"\\$`";

    /// <summary>The words of a line.</summary>
    /// <exception cref="FormatException">A quote is not closed, or a backslash stands at the end.</exception>
    public static List<string> Split(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var at = 0; at < line.Length; at++)
        {
            switch (line[at])
            {
                case ' ' or '\t' or '\r' or '\n':
                    Add(words, ref word);
                    break;
                case '\'':
                    at = TakeSingleQuoted(line, at, word ??= new StringBuilder());
                    break;
                case '"':
                    at = TakeDoubleQuoted(line, at, word ??= new StringBuilder());
                    break;
                case '\\':
                    at++;
                    (word ??= new StringBuilder()).Append(
                        at < line.Length ? line[at] : throw new FormatException("a backslash stands at the end"));
                    break;
                case var other:
                    (word ??= new StringBuilder()).Append(other);
                    break;
            }
        }

        Add(words, ref word);
        return words;
    }

    /// <summary>The line that a shell parts into these words.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    private static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static void Add(List<string> words, ref StringBuilder? word)
    {
        if (word is not null)
        {
            words.Add(word.ToString());
            word = null;
        }
    }

    /// <returns>Where the closing quote stands.</returns>
    private static int TakeSingleQuoted(string line, int at, StringBuilder word)
    {
        var end = line.IndexOf('\'', at + 1);
        if (end < 0)
        {
            throw new FormatException("a single quote is not closed");
        }

        word.Append(line, at + 1, end - at - 1);
        return end;
    }

    /// <returns>Where the closing quote stands.</returns>
    private static int TakeDoubleQuoted(string line, int at, StringBuilder word)
    {
        for (at++; at < line.Length && line[at] != '"'; at++)
        {
            if (line[at] == '\\' && at + 1 < line.Length && Escaped.Contains(line[at + 1]))
            {
                at++;
            }

            word.Append(line[at]);
        }

        return at < line.Length ? at : throw new FormatException("a double quote is not closed");
    }
}
