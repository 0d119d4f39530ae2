using System.CommandLine;
using System.CommandLine.Parsing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Help;
using PxSharp.Cli.Options;
using PxSharp.Dicom;

namespace PxSharp.Cli.Parsing;

/// <summary>Parses the words after a command's name.</summary>
internal static class CommandParser
{
    // Response files are off: "@..." is a legal value of an attribute. So is bundling: "-xy" is no "-x -y".
    private static readonly ParserConfiguration Configuration = new()
    {
        EnablePosixBundling = false,
        ResponseFileTokenReplacer = null,
    };

    /// <summary>The invocation; null when the words ask for help or the version, which is then written.</summary>
    /// <param name="definition">The command.</param>
    /// <param name="words">What stands behind its name.</param>
    /// <param name="surroundings">Streams, environment variables and clock.</param>
    /// <param name="isCalledAsTool">Whether pypx's name was called: then options may be cut short.</param>
    /// <exception cref="UsageException">The words do not make sense.</exception>
    public static Invocation? Parse(
        CommandDefinition definition,
        IReadOnlyList<string> words,
        Surroundings surroundings,
        bool isCalledAsTool = false)
    {
        var rest = words.Skip(definition.RestBegins(words)).ToList();
        words = definition.Prepare([.. words.SkipLast(rest.Count)]);
        var common = new CommonOptions();
        var groups = definition.Options.Append(common.Group).ToList();
        var command = CommandOf(definition, groups);
        if (isCalledAsTool)
        {
            words = OptionPrefixes.Complete(words, command, definition.TakesQueryKeys);
        }

        var written = words;
        words = JsonArguments.Expand(
            OptionWords.Split(words, command), common.JsonArguments.Name, command, definition.TakesQueryKeys);
        var keys = definition.TakesQueryKeys ? QueryKeyOptions.AddTo(command, words) : [];

        // The name and the flag keep the parser from taking a first word such as "[x]" for a directive.
        var begin = Make.IgnoredFlag("--px-begin");
        command.Add(begin);
        var parsed = command.Parse([command.Name, begin.Name, .. words], Configuration);

        if (HelpWriter.TryWrite(definition, groups, common, parsed, surroundings.Terminal))
        {
            return null;
        }

        RefuseSwallowedOptions(command, parsed, written);
        RefuseOptionsAmongArguments(definition, command, parsed, words);
        if (parsed.UnmatchedTokens.Count > 0)
        {
            throw new UsageException(UnknownWord(parsed.UnmatchedTokens[0], definition, command));
        }

        if (parsed.Errors is [var error, ..])
        {
            throw new UsageException(Describe(error, command));
        }

        return new Invocation(parsed, QueryKeyOptions.Values(keys, parsed), surroundings)
        {
            CommandName = $"px {definition.Name}",
            IsCalledAsTool = isCalledAsTool,
            IsVerbosityGiven = parsed.GetValue(common.Verbosity) is not null,
            Verbosity = parsed.GetValue(common.Verbosity) ?? 1,
            EmptyQueryKeys = QueryKeyOptions.Empty(keys, parsed),
            Rest = rest,
        };
    }

    private static Command CommandOf(CommandDefinition definition, IEnumerable<OptionGroup> groups)
    {
        var command = new Command("px") { TreatUnmatchedTokensAsErrors = false };
        foreach (var option in groups.SelectMany(group => group.Options).Concat(definition.Ignored))
        {
            command.Add(option);
        }

        foreach (var argument in definition.Arguments)
        {
            command.Add(argument);
        }

        return command;
    }

    /// <summary>The parser's message, or one of ours where its own is about what we call an argument.</summary>
    private static string Describe(ParseError error, Command command) => error.SymbolResult switch
    {
        OptionResult { Tokens.Count: 0, IdentifierToken: { } given } => $"{given.Value} needs a value",
        CommandResult when command.Arguments.FirstOrDefault() is { } argument => $"{argument.Name} is missing",
        ArgumentResult { Tokens.Count: 0, Argument: var argument } => $"{argument.Name} is missing",
        _ => error.Message,
    };

    private static string UnknownWord(string word, CommandDefinition definition, Command command)
    {
        if (!word.StartsWith('-') || word.Length < 2)
        {
            return $"\"{word}\" is one word too many; values with spaces need quotes (see px {definition.Name} --help)";
        }

        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? word : word[..equals];
        var known = command.Options.Where(
            option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name));
        var near = Suggestion.Nearest(name, definition.TakesQueryKeys
            ? known.Concat(DicomDictionary.Keywords.Select(keyword => "--" + keyword))
            : known);
        if (near is not null)
        {
            return $"{name}: did you mean {near}?";
        }

        return definition.TakesQueryKeys
            ? $"{name} is neither an option nor a DICOM keyword (see px {definition.Name} --help)"
            : $"{name} is no option (see px {definition.Name} --help)";
    }

    /// <summary>
    /// An option whose value is missing must not take the next option for it; "--key=--word" says that it is a value.
    /// </summary>
    private static void RefuseSwallowedOptions(
        Command command, ParseResult parsed, IReadOnlyList<string> written)
    {
        foreach (var option in command.Options)
        {
            if (parsed.GetResult(option) is { Implicit: false } result
                && result.Tokens.FirstOrDefault(
                    token => OptionWords.Find(command, token.Value) is not null) is { } swallowed
                && !written.Any(word => word.StartsWith('-')
                    && word.EndsWith("=" + swallowed.Value, StringComparison.Ordinal)))
            {
                throw new UsageException($"{option.Name} needs a value before {swallowed.Value}");
            }
        }
    }

    /// <summary>An option that is none must not be taken for a file; after "--" it may be one.</summary>
    private static void RefuseOptionsAmongArguments(
        CommandDefinition definition, Command command, ParseResult parsed, IReadOnlyList<string> words)
    {
        var before = words.TakeWhile(word => word != OptionWords.End).ToHashSet(StringComparer.Ordinal);
        foreach (var argument in command.Arguments)
        {
            if (parsed.GetResult(argument)?.Tokens
                .FirstOrDefault(token => token.Value is ['-', _, ..] && before.Contains(token.Value)) is { } option)
            {
                throw new UsageException(UnknownWord(option.Value, definition, command));
            }
        }
    }
}
