using System.Globalization;
using PxSharp.Cli.Help;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class DocumentationTests
{
    [Fact]
    public void The_table_of_exit_codes_has_each_code_and_no_other()
    {
        var rows = Read(
            "exit-codes.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1);
        var documented = rows.Select(row => int.Parse(row.Split('|')[1], CultureInfo.InvariantCulture));

        Assert.Equal(Enum.GetValues<ExitCode>().Select(code => (int)code), documented);
        Assert.Equal(
            Enum.GetValues<ExitCode>().Select(code => (int)code),
            ExitStatusText.Table.Split('\n')
                .Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_reference_has_each_command()
    {
        var reference = Read("cli.md");

        Assert.All(
            CommandCatalogue.Entries,
            entry => Assert.Contains($"px {entry.Name.Split(' ')[0]}", reference, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_reference_names_no_option_that_is_not_there()
    {
        using var px = new CliBench();
        var known = new List<string>();
        foreach (var entry in CommandCatalogue.Entries)
        {
            known.Add((await px.RunAsync([.. entry.Name.Split(' '), "-y"])).Out);
        }

        var all = string.Join('\n', known);
        var elsewhere = new HashSet<string>(StringComparer.Ordinal)
        {
            "--option", "--0018", "--BodyPartExamined", "--help", "--findscu", "--movescu", "--echoscu",
            "--waitForUserTerminate", "--px-find", "--tmpdir", "--executable",
        };
        var named = Read("cli.md").Split([' ', '`', '\n', '(', ')', ',', '\'', '='])
            .Where(word => word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2);
        Assert.All(named.Except(elsewhere), option => Assert.Contains(option, all, StringComparison.Ordinal));
    }

    /// <summary>The directory of the sources.</summary>
    internal static string Root { get; } = FindRoot();

    internal static string Read(string name) => File.ReadAllText(Path.Combine(Root, "docs", name));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "PxSharp.slnx")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}
