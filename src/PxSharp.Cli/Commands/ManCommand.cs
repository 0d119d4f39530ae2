using System.CommandLine;
using System.Globalization;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Help;
using PxSharp.Cli.Help.Manual;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;

namespace PxSharp.Cli.Commands;

/// <summary><c>px man</c>: writes the manual pages for man(1).</summary>
internal static class ManCommand
{
    public static CommandDefinition Define()
    {
        var directory = new Argument<string>("DIR") { Description = "a directory of MANPATH" };
        return new CommandDefinition
        {
            Name = "man",
            Summary = "write the manual pages for man(1)",
            Usage = "DIR",
            Description = "Writes DIR/man1/px.1 and a page for each command: the text that -x shows. The day in them "
                + "is $SOURCE_DATE_EPOCH where that is set, otherwise today.",
            Arguments = [directory],
            Examples = [new("px man /usr/local/share/man", "afterwards: man px-find")],
            RunAsync = (invocation, _) =>
                Task.FromResult(Run(invocation, Path.GetFullPath(invocation.Get(directory)!))),
        };
    }

    private static ExitCode Run(Invocation invocation, string directory)
    {
        var section = Path.Combine(directory, "man1");
        var date = Date(invocation.Surroundings);
        Directory.CreateDirectory(section);
        var common = new CommonOptions().Group;
        var pages = CommandCatalogue.Entries
            .Select(entry => entry.Define())
            .Select(definition => ManualPages.Of(definition, [.. definition.Options, common]))
            .Prepend(ManualPages.Overview());
        var count = 0;
        foreach (var page in pages)
        {
            File.WriteAllText(
                Path.Combine(section, page.Name + ".1"), RoffManual.Of(page, ProductVersion.Line, date));
            count++;
        }

        invocation.Terminal.WriteLine($"{count} pages in {VisibleText.Of(section)}");
        return ExitCode.Done;
    }

    private static DateOnly Date(Surroundings surroundings)
    {
        if (surroundings.Variable("SOURCE_DATE_EPOCH") is not { Length: > 0 } text)
        {
            return DateOnly.FromDateTime(surroundings.Clock.GetUtcNow().UtcDateTime);
        }

        // The last second of the year 9999 is the last that a date can hold.
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= 253_402_300_799
            ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime)
            : throw new UsageException($"SOURCE_DATE_EPOCH: \"{text}\" is no number of seconds since 1970");
    }
}
