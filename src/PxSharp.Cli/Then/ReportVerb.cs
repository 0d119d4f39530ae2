using System.Text.Json.Nodes;
using PxSharp.Cli.Terminals;
using PxSharp.Query;

namespace PxSharp.Cli.Then;

/// <summary><c>--then report</c>: shows each study with its series.</summary>
internal sealed class ReportVerb : IThenVerb
{
    private const int DescriptionWidth = 56;

    public static Task<IThenVerb> OpenAsync(ThenSetup setup, CancellationToken cancellationToken) =>
        Task.FromResult<IThenVerb>(new ReportVerb());

    public Task<ExitCode> RunAsync(ThenRun run, CancellationToken cancellationToken)
    {
        foreach (var study in run.Found.Studies)
        {
            var series = study.Series ?? [];
            run.Results.Add(study.StudyInstanceUID, series.Select(_ => new JsonObject()));
            if (run.WritesText)
            {
                Write(run.Invocation.Terminal, study, series);
            }
        }

        return Task.FromResult(ExitCode.Done);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void Write(Terminal terminal, FoundStudy study, IReadOnlyList<FoundSeries> series)
    {
        ThenText.WriteHead(terminal, "report", study);
        foreach (var one in series)
        {
            var description = VisibleText.Of(one.Tags.Find("SeriesDescription") ?? "");
            terminal.WriteLine(
                $"{TextWidth.Pad(description, DescriptionWidth)}│ {VisibleText.Of(one.SeriesInstanceUID)}");
        }

        terminal.WriteLine();
    }
}
