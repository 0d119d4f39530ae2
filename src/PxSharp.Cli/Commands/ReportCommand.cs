using System.Text;
using System.Text.Json;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Query;
using PxSharp.Report;

namespace PxSharp.Cli.Commands;

/// <summary><c>px report</c>: tables, text, CSV and JSON from what <c>px find --json</c> printed.</summary>
internal static class ReportCommand
{
    public static CommandDefinition Define()
    {
        var input = new ReportInputOptions();
        var output = new ReportOutputOptions();
        return new CommandDefinition
        {
            Name = "report",
            Summary = "tables and CSV from the JSON of px find",
            Description = "Reads the JSON of px find --json (or of pypx's px-find) from a pipe or a file.",
            Options = [input.Group, output.Group, output.CsvGroup, output.LayoutGroup],
            Ignored = [Make.Ignored("--dblogbasepath"), Make.Ignored("--seriesSpecial")],
            Examples =
            [
                new("px find --pacs orthanc --PatientID 1234567 --json | px report",
                    "a table for each study"),
                new("px report --reportDataFile found.json --printReport csv --csvPrintHeaders --csvSeparator ,",
                    "a line for each series, for a spreadsheet"),
            ],
            RunAsync = (invocation, _) => Task.FromResult(Run(invocation, input, output)),
        };
    }

    private static ExitCode Run(Invocation invocation, ReportInputOptions input, ReportOutputOptions output)
    {
        var kind = output.Kind(invocation);
        var layout = output.Layout(invocation);
        var bytes = input.Read(invocation);
        if (invocation.Get(output.PassThrough))
        {
            _ = Parse(bytes);
            invocation.Terminal.WriteLine(Encoding.UTF8.GetString(bytes).Trim());
            return ExitCode.Done;
        }

        var found = Parse(bytes);
        if (found.Error is not null)
        {
            throw new CommandFailedException(
                ExitCode.BadData, $"the input tells of a query that failed: {found.Error.Trim()}");
        }

        ReportDrawing.Write(
            invocation.Terminal, StudyReport.Of(found, layout), layout, kind, output.Drawing(invocation));
        return ExitCode.Done;
    }

    private static FindReport Parse(byte[] bytes)
    {
        if (bytes.AsSpan().Trim("\uFEFF \t\r\n"u8).IsEmpty)
        {
            throw new CommandFailedException(
                ExitCode.BadData, "the input is empty; it must be what px find --json prints");
        }

        try
        {
            return FindJson.Read(bytes);
        }
        catch (JsonException exception)
        {
            throw new CommandFailedException(ExitCode.BadData, exception.LineNumber is null
                ? exception.Message
                : $"the input is broken JSON: {Failure.Plain(exception)}");
        }
    }
}
