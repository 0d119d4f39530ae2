using System.Text.Json.Nodes;
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
    /// without verbs.
    /// </summary>
    public async Task<(ExitCode ExitCode, JsonObject? Results)> RunAsync(
        Invocation invocation, FindReport found, bool writesText, CancellationToken cancellationToken)
    {
        var results = new ThenResults();
        var run = new ThenRun(invocation, found, results, writesText);
        var worst = ExitCode.Done;
        foreach (var (step, verb) in _verbs)
        {
            results.Begin(step);
            var exitCode = await verb.RunAsync(run, cancellationToken).ConfigureAwait(false);
            worst = worst == ExitCode.Done ? exitCode : worst;
        }

        return (worst, _verbs.Count > 0 ? results.Json : null);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, verb) in _verbs)
        {
            await verb.DisposeAsync().ConfigureAwait(false);
        }
    }
}
