using System.Text.Json.Nodes;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Parsing;
using PxSharp.Services;

namespace PxSharp.Cli.Then;

/// <summary>
/// Reads the arguments of a verb as the options of the command of that name: <c>--thenArgs '{"swift": "chris"}'</c>
/// is <c>--swift chris</c>.
/// </summary>
/// <remarks>
/// What they do not say is taken from the command line (<c>--swift</c>, <c>--CUBE</c>, <c>--swiftServicesPACS</c>),
/// then from what <c>px pacs add</c> remembers of the PACS.
/// </remarks>
internal static class ThenArguments
{
    private static readonly string[] Inherited = ["--swift", "--CUBE", "--swiftServicesPACS"];

    /// <summary>Who names one of these wants no store.</summary>
    private static readonly string[] OtherTargets = ["pacs", "serverIP", "host", "stow"];

    /// <summary>Opens what a verb needs, with its arguments as an invocation of the command of its name.</summary>
    /// <param name="setup">The verb, its arguments and where it runs.</param>
    /// <param name="definition">The command of that name.</param>
    /// <param name="open">Opens it.</param>
    /// <exception cref="UsageException">
    /// The arguments do not make sense; says that they are those of the verb.
    /// </exception>
    public static async Task<T> OpenAsync<T>(
        ThenSetup setup, CommandDefinition definition, Func<Invocation, Task<T>> open)
    {
        try
        {
            return await open(Parse(setup, definition)).ConfigureAwait(false);
        }
        catch (UsageException exception)
        {
            var why = exception.Message.Replace("--JSONargs: ", "", StringComparison.Ordinal);
            throw new UsageException($"--thenArgs of {setup.Step.Verb}: {why}");
        }
    }

    private static Invocation Parse(ThenSetup setup, CommandDefinition definition)
    {
        var given = setup.Step.Arguments ?? [];
        var words = new List<string>();
        if (!Says(given, "db", "dblogbasepath", "str_logdir"))
        {
            words.AddRange(["--db", setup.BaseMount.LogDirectory, "--datadir", setup.BaseMount.DataDirectory]);
        }

        var isElsewhere = Says(given, OtherTargets);
        var options = definition.Options.SelectMany(group => group.Options).Select(option => option.Name).ToHashSet();
        foreach (var option in Inherited.Where(option =>
            options.Contains(option) && !Says(given, option[2..]) && !(isElsewhere && option == "--swift")))
        {
            if ((setup.Invocation.TextNamed(option) ?? Remembered(setup, option)) is { Length: > 0 } value)
            {
                words.AddRange([option, value]);
            }
        }

        return CommandParser.Parse(
            definition, ["--JSONargs", given.ToJsonString(), .. words], setup.Invocation.Surroundings)
            ?? throw new UsageException("there is no help here");
    }

    private static bool Says(JsonObject given, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var (member, value) in given)
            {
                if (member.Equals(name, StringComparison.OrdinalIgnoreCase)
                    || (member.Equals("str_" + name, StringComparison.OrdinalIgnoreCase) && value is not null))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string? Remembered(ThenSetup setup, string option)
    {
        if (setup.Invocation.TextNamed("--pacs") is not { } name)
        {
            return null;
        }

        var known = PacsServices.BesideLog(setup.BaseMount.LogDirectory).FindDestinations(name);
        return option switch
        {
            "--swift" => known.StorageKey,
            "--CUBE" => known.CubeKey,
            _ => known.ServiceName,
        };
    }
}
