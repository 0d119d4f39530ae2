using System.CommandLine;

namespace PxSharp.Cli.Parsing;

/// <summary>Brings the ways in which an option and its value can be written into one: two words.</summary>
internal static class OptionWords
{
    /// <summary>After this word nothing is an option.</summary>
    public const string End = "--";

    /// <summary>
    /// "--key=value" and "-v1" as two words each; the value may be empty. What stands after "--" stays as it is.
    /// </summary>
    public static List<string> Split(IReadOnlyList<string> words, Command command)
    {
        var split = new List<string>(words.Count + 4);
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at] == End)
            {
                split.AddRange(words.Skip(at));
                break;
            }

            var word = words[at];
            if (NameLength(word, command) is var length and > 0)
            {
                split.Add(word[..length]);
                split.Add(word[(word[length] == '=' ? length + 1 : length)..]);
            }
            else
            {
                split.Add(word);
            }
        }

        return split;
    }

    /// <summary>The option of that name or alias; null when the command has none.</summary>
    public static Option? Find(Command command, string word)
    {
        foreach (var option in command.Options)
        {
            if (option.Name == word || option.Aliases.Contains(word))
            {
                return option;
            }
        }

        return null;
    }

    /// <summary>How long the option's name is when its value stands in the same word; 0 when none does.</summary>
    private static int NameLength(string word, Command command)
    {
        if (word.Length < 3 || word[0] != '-' || Find(command, word) is not null)
        {
            return 0;
        }

        if (word[1] != '-')
        {
            return Find(command, word[..2]) is { Arity.MaximumNumberOfValues: > 0 } ? 2 : 0;
        }

        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 2
            && (Find(command, word[..equals]) is not null || QueryKeyOptions.KeywordOf(word[..equals]) is not null)
            ? equals
            : 0;
    }
}
