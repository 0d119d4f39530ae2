using System.Text.Json.Nodes;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Query;
using PxSharp.Then;

namespace PxSharp.Cli.Then;

/// <summary>Does what <c>--then</c> names, one after the other, with what a query found.</summary>
internal sealed class ThenActions : IAsyncDisposable
{
    private readonly List<(ThenStep Step, IThenVerb Verb)> _verbs = [];

    private ThenActions()
    {
    }

    /// <summary>Gets ready what the verbs need before the PACS is asked anything.</summary>
    public static async Task<ThenActions> OpenAsync(
        Invocation invocation,
        IReadOnlyList<ThenStep> steps,
        BaseMount baseMount,
        Func<ChosenPacs> resolvePacs,
        RetrievalOptions retrieval,
        CancellationToken cancellationToken)
    {
        var actions = new ThenActions();
        try
        {
            foreach (var step in steps)
            {
                var setup = new ThenSetup(invocation, step, baseMount, resolvePacs, retrieval);
                actions._verbs.Add((step, await ThenVerbs.OpenAsync(setup, cancellationToken).ConfigureAwait(false)));
            }

            return actions;
        }
        catch
        {
            await actions.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Does it all; gives the exit code of the first that was not done wholly, and <c>then</c> of pypx's JSON, null
    /// without verbs. A verb that fails does not keep the others from what they can do.
    /// </summary>
    public async Task<(ExitCode ExitCode, JsonObject? Results)> RunAsync(
        Invocation invocation, FindReport found, bool writesText, CancellationToken cancellationToken)
    {
        var results = new ThenResults();
        var report = new ThenReport(found);
        var run = new ThenRun(invocation, found, results, report, writesText);
        var worst = ExitCode.Done;
        foreach (var (step, verb) in _verbs)
        {
            results.Begin(step);
            var exitCode = await RunAsync(step, verb, run, cancellationToken).ConfigureAwait(false);
            worst = worst == ExitCode.Done ? exitCode : worst;
        }

        if (report.IsWorthIt && writesText)
        {
            report.Write(invocation.Terminal);
        }
        else if (report.IsWorthIt)
        {
            results.Json["report"] = report.ToJson();
        }

        return (worst, _verbs.Count > 0 ? results.Json : null);
    }

    private static async Task<ExitCode> RunAsync(
        ThenStep step, IThenVerb verb, ThenRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await verb.RunAsync(run, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var (exitCode, message) = Failure.Describe(exception, cancellationToken);
            if (exitCode is ExitCode.Usage or ExitCode.Internal or ExitCode.Interrupted)
            {
                throw;
            }

            run.Invocation.WriteError($"{step.Verb}: {message}");
            run.Results.Fail(message);
            run.Report.Fail(step.Verb, message);
            return exitCode;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, verb) in _verbs)
        {
            await verb.DisposeAsync().ConfigureAwait(false);
        }
    }
}
