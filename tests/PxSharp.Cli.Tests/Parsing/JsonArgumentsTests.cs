using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Parsing;
using Xunit;

namespace PxSharp.Cli.Tests.Parsing;

public sealed class JsonArgumentsTests
{
    [Theory]
    [InlineData("""{"str_xcrDir": "/in"}""", "--xcrdir /in")]
    [InlineData("""{"str_xcrDirFile": "/in/a.dcm"}""", "--xcrdirfile /in/a.dcm")]
    [InlineData("""{"str_logDir": "/log"}""", "--db /log")]
    [InlineData("""{"dblogbasepath": "/log"}""", "--db /log")]
    [InlineData("""{"str_filesubstr": "dcm"}""", "--parseAllFilesWithSubStr dcm")]
    [InlineData("""{"b_cleanup": true}""", "--cleanup")]
    [InlineData("""{"b_cleanup": false}""", "")]
    [InlineData("""{"cleanup": null, "verbosity": 2}""", "--verbosity 2")]
    [InlineData("""{"PatientID": "", "QueryRetrieveLevel": "SERIES", "JSONargString": "x"}""", "")]
    [InlineData("""{"BodyPartExamined": "HEAD"}""", "--BodyPartExamined HEAD")]
    [InlineData("""{"db": "/l\udce9g"}""", "--db /l\uFFFDg")]
    public void Members_have_the_names_of_options_or_pypxs_internal_ones(string json, string words) =>
        Assert.Equal(words, string.Join(' ', Expand("--JSONargs", json)));

    [Fact]
    public void The_command_line_comes_after_so_that_it_wins() =>
        Assert.Equal(
            ["--db", "/json", "--db", "/line"],
            Expand("--db", "/line", "--JSONargs", """{"db": "/json"}"""));

    [Fact]
    public void What_stands_after_two_dashes_is_no_option() =>
        Assert.Equal(["--", "--JSONargs", "{}"], Expand("--", "--JSONargs", "{}"));

    [Theory]
    [InlineData("""{"celanup": true}""", "--JSONargs: \"celanup\" is no option; did you mean \"cleanup\"?")]
    [InlineData("""{"zzzzzzzzz": 1}""", "--JSONargs: \"zzzzzzzzz\" is no option")]
    [InlineData("""{"\udc80": 1}""", "--JSONargs: \"\uFFFD\" is no option")]
    [InlineData("""{"db": ["a"]}""", "--JSONargs: \"db\" must be a text, a number, true or false")]
    [InlineData("""{"db": "a" """, "--JSONargs is broken JSON: ")]
    public void A_member_that_makes_no_sense_is_told(string json, string message) =>
        Assert.StartsWith(
            message, Assert.Throws<UsageException>(() => Expand("--JSONargs", json)).Message, StringComparison.Ordinal);

    private static IReadOnlyList<string> Expand(params string[] words)
    {
        var command = new Command("px")
        {
            Make.Text("--xcrdir", "DIR", "", "-p"),
            Make.Text("--xcrdirfile", "FILE", ""),
            Make.Text("--db", "DIR", "", "--logdir"),
            Make.Text("--parseAllFilesWithSubStr", "TEXT", ""),
            Make.Flag("--cleanup", ""),
            Make.Number("--verbosity", "N", "", 0, 9),
        };
        return JsonArguments.Expand([.. words], "--JSONargs", command, takesQueryKeys: true);
    }
}
