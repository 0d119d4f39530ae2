using System.Text.Json.Nodes;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Parsing;

namespace PxSharp.Cli.Wrapper;

/// <summary>The command lines that <c>px qr</c> stands for: px find, and px report behind it.</summary>
/// <param name="Find">The words after px.</param>
/// <param name="Report">The same of the report that reads what px find prints; null with <c>--do</c>.</param>
internal sealed record QrPlan(IReadOnlyList<string> Find, IReadOnlyList<string>? Report)
{
    /// <summary>What <c>--report csv</c> stands for.</summary>
    private static readonly string[] Csv =
    [
        "--printReport", "csv", "--csvPrettify", "--csvPrintHeaders",
        "--reportHeaderStudyTags", "PatientName,PatientID,StudyDate",
        "--reportBodySeriesTags", "SeriesDescription,SeriesInstanceUID",
    ];

    private static readonly string[] Verbs = ["status", "retrieve", "push", "register"];

    /// <summary>The command lines.</summary>
    /// <param name="target">The PACS, and where what comes from it goes.</param>
    /// <param name="verbs">The value of <c>--do</c>; null for a report.</param>
    /// <param name="report">The value of <c>--report</c>; null for a table.</param>
    /// <param name="rest">What stands after "--": the query, as one word or as several.</param>
    /// <exception cref="UsageException">Something is missing or cannot be.</exception>
    public static QrPlan Of(QrTarget target, string? verbs, string? report, IReadOnlyList<string> rest)
    {
        var query = Query(rest);
        List<string> find = ["find", .. target.ConnectionWords, "--db", target.LogDirectory];
        if (verbs is null)
        {
            return new QrPlan(
                [.. find, "--json", .. query], ["report", "--colorize", "dark", .. ReportWords(report)]);
        }

        const StringSplitOptions split = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        var steps = verbs.Split(',', split);
        if (steps.Length == 0 || Array.Find(steps, step => !Verbs.Contains(step)) is not null)
        {
            throw new UsageException($"--do: \"{verbs}\" is none of {string.Join(", ", Verbs)}");
        }

        find.AddRange(["--then", string.Join(',', steps), "--withFeedBack"]);
        var arguments = steps.Select(step => Arguments(target, step)).ToList();
        if (arguments.Exists(one => one is not null))
        {
            find.AddRange(["--thenArgs", string.Join(';', arguments.Select(one => one?.ToJsonString() ?? ""))]);
        }

        return new QrPlan([.. find, .. query], null);
    }

    /// <summary>
    /// A word with blanks that begins as an option is a line of words; others are taken as the shell gave them.
    /// </summary>
    private static List<string> Query(IReadOnlyList<string> rest)
    {
        var words = rest.SelectMany(word => word.TrimStart() is ['-', ..] line && line.Any(char.IsWhiteSpace)
            ? Split("the query", line)
            : [word]).ToList();
        return words.Count > 0
            ? words
            : throw new UsageException("the query is missing: put it at the end, as -- \"--PatientID 1234567\"");
    }

    private static IReadOnlyList<string> ReportWords(string? report) => report switch
    {
        null => ["--printReport", "tabular"],
        "csv" => Csv,
        _ => Split("--report", report),
    };

    private static List<string> Split(string what, string line)
    {
        try
        {
            return ShellWords.Split(line);
        }
        catch (FormatException exception)
        {
            throw new UsageException($"{what}: {exception.Message}");
        }
    }

    private static JsonObject? Arguments(QrTarget target, string step) => step switch
    {
        "push" => new JsonObject
        {
            ["db"] = target.LogDirectory,
            ["swift"] = target.StorageKey ?? throw Missing("--SWIFTKEY", "the storage to push to", "--swift"),
            ["swiftServicesPACS"] = Service(target),
            ["swiftPackEachDICOM"] = true,
        },
        "register" => new JsonObject
        {
            ["db"] = target.LogDirectory,
            ["CUBE"] = target.CubeKey ?? throw Missing("--CUBEKEY", "the CUBE to register with", "--CUBE"),
            ["swiftServicesPACS"] = Service(target),
            ["parseAllFilesWithSubStr"] = "dcm",
        },
        _ => null,
    };

    private static string Service(QrTarget target) => target.ServiceName
        ?? throw Missing("--SWIFTPACS", "the name of the PACS in storage and CUBE", "--swiftServicesPACS");

    private static UsageException Missing(string option, string meaning, string remembered) =>
        new($"{option} is missing: {meaning} (px pacs add NAME {remembered} remembers it for --env NAME)");
}
