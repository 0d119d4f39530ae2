using PxSharp.Cli.Commands;
using PxSharp.Cli.Options;
using PxSharp.Cli.Pushing;
using PxSharp.Push;
using PxSharp.Sources;

namespace PxSharp.Cli.Then;

/// <summary><c>--then push</c>: brings to a store what has been received of the series that were found.</summary>
internal sealed class PushVerb(PushSession session) : IThenVerb
{
    public static async Task<IThenVerb> OpenAsync(ThenSetup setup, CancellationToken cancellationToken)
    {
        var pushing = new PushingOptions();
        return new PushVerb(await ThenArguments.OpenAsync(
            setup, PushCommand.Define(pushing), pushing.OpenAsync).ConfigureAwait(false));
    }

    public async Task<ExitCode> RunAsync(ThenRun run, CancellationToken cancellationToken)
    {
        var series = new Dictionary<string, PushJson>(StringComparer.Ordinal);
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var sent = new HashSet<string>(StringComparer.Ordinal);
        var source = FileSource.OfFound(session.Index, session.DataDirectory, run.Found);
        var output = new PushOutput(
            run.Invocation, session.Destination, run.WritesText ? PushOutputKind.Text : PushOutputKind.Quiet);
        var exitCode = await output.FollowAsync(Noted(session.PushAsync(source, cancellationToken)))
            .ConfigureAwait(false);
        var tally = new DeliveryTally("push", "pushed", () => new PushJson().ToJson());
        foreach (var (uid, json) in series)
        {
            tally.Add(
                uid, json.Pushed, json.Files, sent.Contains(uid), reasons.GetValueOrDefault(uid), json.ToJson());
        }

        var isSomethingMissing = tally.Tell(run);
        output.WriteSummary();
        return exitCode == ExitCode.Done && isSomethingMissing ? ExitCode.Incomplete : exitCode;

        async IAsyncEnumerable<PushEvent> Noted(IAsyncEnumerable<PushEvent> events)
        {
            await foreach (var happened in events.ConfigureAwait(false))
            {
                if (SeriesOf(happened) is { } uid)
                {
                    if (!series.TryGetValue(uid, out var json))
                    {
                        series.Add(uid, json = new PushJson(session.Destination.ObjectPath));
                    }

                    json.Add(happened);
                    if (happened is InstancePushed { Outcome: PushOutcome.Sent })
                    {
                        sent.Add(uid);
                    }

                    if (happened is InstanceNotPushed failed)
                    {
                        reasons.TryAdd(uid, failed.Reason);
                    }
                }

                yield return happened;
            }
        }
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private static string? SeriesOf(PushEvent happened) => happened switch
    {
        InstancePushed pushed => pushed.Instance.SeriesInstanceUID,
        InstanceNotPushed failed => failed.SeriesInstanceUID,
        _ => null,
    };
}
