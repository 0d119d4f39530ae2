using PxSharp.Cli.Commands;
using PxSharp.Cli.Options;
using PxSharp.Cli.Registering;
using PxSharp.Cube.Registration;
using PxSharp.Sources;

namespace PxSharp.Cli.Then;

/// <summary><c>--then register</c>: makes known to CUBE what was pushed of the series that were found.</summary>
internal sealed class RegisterVerb(RegisterSession session) : IThenVerb
{
    public static async Task<IThenVerb> OpenAsync(ThenSetup setup, CancellationToken cancellationToken)
    {
        var registering = new RegisteringOptions();
        return new RegisterVerb(await ThenArguments.OpenAsync(
            setup, RegisterCommand.Define(registering), registering.OpenAsync).ConfigureAwait(false));
    }

    public async Task<ExitCode> RunAsync(ThenRun run, CancellationToken cancellationToken)
    {
        var series = new Dictionary<string, RegisterJson>(StringComparer.Ordinal);
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var entered = new HashSet<string>(StringComparer.Ordinal);
        var source = FileSource.OfFound(session.Index, session.DataDirectory, run.Found);
        var owners = await OwnersAsync(source, cancellationToken).ConfigureAwait(false);
        var output = new RegisterOutput(
            run.Invocation, session, run.WritesText ? RegisterOutputKind.Text : RegisterOutputKind.Quiet);
        var exitCode = await output.FollowAsync(Noted(session.RegisterAsync(source, cancellationToken)))
            .ConfigureAwait(false);
        var tally = new DeliveryTally("register", "registered", () => new RegisterJson().ToJson());
        foreach (var (uid, json) in series)
        {
            tally.Add(
                uid,
                json.Registered,
                json.Files,
                entered.Contains(uid),
                reasons.GetValueOrDefault(uid),
                json.ToJson());
        }

        var isSomethingMissing = tally.Tell(run);
        output.WriteSummary();
        return exitCode == ExitCode.Done && isSomethingMissing ? ExitCode.Incomplete : exitCode;

        async IAsyncEnumerable<RegisterEvent> Noted(IAsyncEnumerable<RegisterEvent> events)
        {
            await foreach (var happened in events.ConfigureAwait(false))
            {
                var file = (happened as FileRegistered)?.File ?? (happened as FileNotRegistered)?.File;
                if (file is not null && owners.TryGetValue(file.FilePath, out var uid))
                {
                    if (!series.TryGetValue(uid, out var json))
                    {
                        series.Add(uid, json = new RegisterJson());
                    }

                    json.Add(happened);
                    if (happened is FileRegistered { WasThere: false })
                    {
                        entered.Add(uid);
                    }

                    if (happened is FileNotRegistered failed)
                    {
                        reasons.TryAdd(uid, failed.Reason);
                    }
                }

                yield return happened;
            }
        }
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    /// <summary>The series of each file: one that cannot be read does not say.</summary>
    private static async Task<Dictionary<string, string>> OwnersAsync(
        FileSource source, CancellationToken cancellationToken)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var file in source.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            owners.TryAdd(file.FilePath, file.Instance!.SeriesInstanceUID);
        }

        return owners;
    }
}
