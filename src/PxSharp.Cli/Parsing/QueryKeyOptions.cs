using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Dicom;
using PxSharp.Query;

namespace PxSharp.Cli.Parsing;

/// <summary>
/// Makes options of the keywords of PS3.6 that stand on a command line, so that any of them is a query key.
/// </summary>
internal static class QueryKeyOptions
{
    /// <summary>
    /// Adds an option to the command for each word that names an attribute and is no option of it yet.
    /// </summary>
    /// <returns>Every query key of the command, the ones that its help lists included.</returns>
    public static List<Option<string?>> AddTo(Command command, IReadOnlyList<string> words)
    {
        var keys = command.Options.OfType<Option<string?>>()
            .Where(option => KeywordOf(option.Name) is not null)
            .ToList();
        foreach (var word in words.TakeWhile(word => word != OptionWords.End))
        {
            if (KeywordOf(word) is not { } keyword || OptionWords.Find(command, word) is not null)
            {
                continue;
            }

            var name = "--" + keyword;
            if (keys.Find(key => key.Name == name) is { } known)
            {
                known.Aliases.Add(word);
                continue;
            }

            var option = name == word
                ? Make.Text(name, "VALUE", "Query key.")
                : Make.Text(name, "VALUE", "Query key.", word);
            option.Hidden = true;
            command.Add(option);
            keys.Add(option);
        }

        return keys;
    }

    /// <summary>The values of the keys that were given.</summary>
    public static List<QueryKey> Values(IEnumerable<Option<string?>> keys, ParseResult parsed) =>
    [
        .. from key in keys
           let value = parsed.GetValue(key)
           where !string.IsNullOrEmpty(value)
           select KeyOf(key.Name, value),
    ];

    /// <summary>The keywords of those that were given without a value in them.</summary>
    public static List<string> Empty(IEnumerable<Option<string?>> keys, ParseResult parsed) =>
        [.. keys.Where(key => parsed.GetValue(key) is "").Select(key => key.Name[2..])];

    private static QueryKey KeyOf(string option, string value)
    {
        try
        {
            return QueryKey.Parse(option[2..], value);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    /// <summary>
    /// The keyword that "--PatientID", "--patientid" or "--0010,0020" names; null when it names none.
    /// </summary>
    public static string? KeywordOf(string word) =>
        word.Length > 2 && word.StartsWith("--", StringComparison.Ordinal) && DicomTag.TryParse(word[2..], out var tag)
            ? tag.Keyword
            : null;
}
