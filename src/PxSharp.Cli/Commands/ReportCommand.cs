using System.Text;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Options;
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
            Ignored = [Make.Ignored("--dblogbasepath"), Make.Ignored("--debugToDir")],
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
        if (invocation.Get(output.PassThrough))
        {
            var bytes = input.Read(invocation);
            _ = ReportInputOptions.Parse(bytes);
            invocation.Terminal.WriteLine(Encoding.UTF8.GetString(bytes).Trim());
            return ExitCode.Done;
        }

        ReportDrawing.Write(
            invocation.Terminal,
            StudyReport.Of(output.Prepare(invocation, input.ReadFound(invocation)), layout),
            layout,
            kind,
            output.Drawing(invocation));
        return ExitCode.Done;
    }
}
