using Xunit;

namespace PxSharp.Cli.Tests.Failures;

/// <summary>
/// Whatever is wrong, every command says it in one line on standard error and ends with a documented code.
/// </summary>
public sealed class EveryCommandFailsInOneLineTests : IDisposable
{
    private readonly CliBench _px = new();

    public static TheoryData<string> Commands => [.. CommandCatalogue.Entries.Select(entry => entry.Name)];

    public void Dispose() => _px.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task An_option_that_is_none(string command) =>
        AssertUsage(command, await RunAsync(command, "--no-such-option"), "--no-such-option");

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task An_option_that_is_misspelt(string command) =>
        AssertUsage(command, await RunAsync(command, "--verbositty", "1"), "did you mean --verbosity?");

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_verbosity_that_is_no_number(string command) =>
        AssertUsage(command, await RunAsync(command, "-v", "loud"), "\"loud\" is not a whole number from 0 to 9");

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task An_option_without_its_value(string command) =>
        AssertUsage(command, await RunAsync(command, "--verbosity"), "--verbosity needs a value");

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Another_option_in_place_of_a_value(string command) =>
        AssertUsage(
            command, await RunAsync(command, "--verbosity", "--JSONargs", "{}"), "--verbosity needs a value");

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Broken_JSON_in_place_of_options(string command) =>
        AssertUsage(command, await RunAsync(command, "--JSONargs", "{\"db\": "), "--JSONargs is broken JSON: ");

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Control_characters_in_an_option(string command) =>
        AssertUsage(command, await RunAsync(command, "--\x1b[2Jno\nsuch"), "\\x1b[2Jno\\x0asuch");

    /// <summary>A file stands where the directory of the database should be.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_database_directory_that_cannot_be_one(string command)
    {
        // These two read no more than services/pacs.json, which need not be there.
        if (Options(command).Any(name => name == "--db") && command is not ("pacs list" or "completion"))
        {
            var file = _px.File("file", "");

            var run = await RunAsync(command, [.. Needed(command), "--db", Path.Combine(file, "log")]);

            AssertOneLine(command, run);
            Assert.Contains(run.ExitCode, new[] { ExitCode.Storage, ExitCode.BadData, ExitCode.Usage });
        }
    }

    /// <summary>The database is there, and is no database.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_database_that_is_none(string command)
    {
        if (Options(command).Any(name => name == "--db"))
        {
            _px.File("log/smdb.sqlite", string.Concat(Enumerable.Repeat("this is no database. ", 1000)));
            _px.File("services/pacs.json", "{\"orthanc\": ");

            var run = await RunAsync(command, [.. Needed(command), "--db", Path.Combine(_px.BaseMount, "log")]);

            AssertOneLine(command, run);
            Assert.Contains(run.ExitCode, new[] { ExitCode.Storage, ExitCode.BadData, ExitCode.Usage });
        }
    }

    private Task<CliRun> RunAsync(string command, params string[] words) =>
        _px.RunAsync([.. command.Split(' '), .. words]);

    private static IEnumerable<string> Options(string command) =>
        CommandCatalogue.Find(command.Split(' '), out _)!.Define().Options
            .SelectMany(group => group.Options)
            .SelectMany(option => option.Aliases.Append(option.Name));

    /// <summary>Words that a command needs before it looks at its database.</summary>
    private string[] Needed(string command) => command switch
    {
        "listen" => ["--port", "0"],
        "repack" => [_px.File("a.dcm", "")],
        "smdb" => ["--action", "DBtablesGet"],
        "pacs add" => ["name", "--aec", "A", "--aet", "B", "--host", "127.0.0.1", "--port", "104"],
        "pacs show" or "pacs remove" => ["name"],
        "completion" => ["pacs-names"],
        _ => [],
    };

    private static void AssertUsage(string command, CliRun run, string says)
    {
        AssertOneLine(command, run);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    private static void AssertOneLine(string command, CliRun run)
    {
        Assert.Matches($@"\Apx {command}: [^\n]+\n\z", run.Error);
        Assert.NotEqual(ExitCode.Internal, run.ExitCode);
        Assert.NotEqual(ExitCode.Done, run.ExitCode);
    }
}
