using System.CommandLine;

namespace PxSharp.Cli.Parsing;

/// <summary>
/// Options that are cut short, as pypx takes them: <c>--serverP 4242</c> is <c>--serverPort 4242</c>.
/// </summary>
internal static class OptionPrefixes
{
    /// <summary>The words with each beginning of one option, and of one only, made whole.</summary>
    /// <param name="words">The words after the command's name.</param>
    /// <param name="command">Its options.</param>
    /// <param name="takesQueryKeys">Whether keywords of the data dictionary are options too.</param>
    public static List<string> Complete(IReadOnlyList<string> words, Command command, bool takesQueryKeys)
    {
        var options = words.TakeWhile(word => word != OptionWords.End).ToList();
        return [.. options.Select(word => Complete(word, command, takesQueryKeys)), .. words.Skip(options.Count)];
    }

    private static string Complete(string word, Command command, bool takesQueryKeys)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? word : word[..equals];
        if (!name.StartsWith("--", StringComparison.Ordinal) || OptionWords.Find(command, name) is not null
            || (takesQueryKeys && QueryKeyOptions.KeywordOf(name) is not null))
        {
            return word;
        }

        var meant = command.Options
            .Where(option => option.Aliases.Prepend(option.Name).Any(
                known => known.StartsWith(name, StringComparison.Ordinal)))
            .Take(2)
            .ToList();
        return meant.Count == 1 ? meant[0].Name + word[name.Length..] : word;
    }
}
