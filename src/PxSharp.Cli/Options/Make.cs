using System.CommandLine;
using System.Globalization;

namespace PxSharp.Cli.Options;

/// <summary>
/// Makes the kinds of option that px knows; of an option given twice, the last one counts, as in pypx.
/// </summary>
internal static class Make
{
    /// <summary>An option with a text value.</summary>
    public static Option<string?> Text(string name, string valueName, string description, params string[] aliases) =>
        new(name, aliases)
        {
            Description = description,
            HelpName = valueName,
            Arity = ArgumentArity.OneOrMore,
            CustomParser = static result => result.Tokens[^1].Value,
        };

    /// <summary>An option without a value.</summary>
    public static Option<bool> Flag(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>An option with a whole number between two bounds.</summary>
    public static Option<int?> Number(
        string name, string valueName, string description, int from, int to, params string[] aliases) =>
        new(name, aliases)
        {
            Description = description,
            HelpName = valueName,
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= from && number <= to)
                {
                    return number;
                }

                result.AddError($"{name}: \"{text}\" is not a whole number from {from} to {to}");
                return null;
            },
        };

    /// <summary>An option of pypx that has no meaning here: accepted with its value, never shown.</summary>
    public static Option<string?> Ignored(string name, params string[] aliases)
    {
        var option = Text(name, "VALUE", "Accepted for scripts made for pypx, and ignored.", aliases);
        option.Hidden = true;
        return option;
    }

    /// <summary>A flag of pypx that has no meaning here: accepted, never shown.</summary>
    public static Option<bool> IgnoredFlag(string name, params string[] aliases)
    {
        var option = Flag(name, "Accepted for scripts made for pypx, and ignored.", aliases);
        option.Hidden = true;
        return option;
    }
}
