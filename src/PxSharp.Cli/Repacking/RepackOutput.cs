using System.Text.Json;
using PxSharp.Cli.Terminals;
using PxSharp.Index;
using PxSharp.Json;
using PxSharp.Repack;

namespace PxSharp.Cli.Repacking;

/// <summary>Tells of the sources as they are done: pypx's JSON, or lines for a reader.</summary>
internal sealed class RepackOutput : IAsyncDisposable
{
    private readonly Invocation _invocation;
    private readonly Utf8JsonWriter? _json;
    private readonly bool _cleansUp;

    /// <summary>Begins the output.</summary>
    /// <param name="invocation">Where it goes.</param>
    /// <param name="isJson">Whether it is pypx's <c>{run: [...], status}</c>.</param>
    /// <param name="cleansUp">Whether sources were to be removed.</param>
    public RepackOutput(Invocation invocation, bool isJson, bool cleansUp)
    {
        _invocation = invocation;
        _cleansUp = cleansUp;
        // pypx says nothing at verbosity 0.
        if (isJson && invocation.Verbosity > 0)
        {
            _json = new Utf8JsonWriter(new AsciiOutputStream(invocation.Terminal.Out), PyJson.Options);
        }

        IsJson = isJson;
    }

    private bool IsJson { get; }

    public async Task ShowAsync(
        RepackEvent happened, IIndex index, string dataDirectory, CancellationToken cancellationToken)
    {
        if (happened is FileLeftAlone left)
        {
            _invocation.WriteError($"left alone: {left.Source}: {left.Message}");
        }

        foreach (var collision in _invocation.Verbosity > 0 ? (happened as FileRepacked)?.Collisions ?? [] : [])
        {
            _invocation.WriteError($"note: {collision.Message}");
        }

        if (_json is not null)
        {
            Begin(_json);
            var json = await RepackJson.OfAsync(happened, index, dataDirectory, _cleansUp, cancellationToken)
                .ConfigureAwait(false);
            json.WriteTo(_json);
            await _json.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (!IsJson && _invocation.Verbosity > 1 && happened is FileRepacked repacked)
        {
            _invocation.Terminal.WriteLine(
                $"{VisibleText.Of(repacked.Source)} -> {VisibleText.Of(repacked.Instance.RelativePath)}");
        }
    }

    /// <summary>Tells of a source that is not there, and ends.</summary>
    public void FinishMissing(string source)
    {
        if (_json is not null)
        {
            Begin(_json);
            RepackJson.Failed(source, "there is no such file or directory").WriteTo(_json);
            Finish(new RepackTally(), "");
        }
    }

    /// <summary>Ends the output.</summary>
    public void Finish(RepackTally tally, string dataDirectory)
    {
        if (_json is not null)
        {
            Begin(_json);
            _json.WriteEndArray();
            _json.WriteBoolean("status", tally.IsWhole);
            _json.WriteEndObject();
            _json.Flush();
            _invocation.Terminal.WriteLine();
        }
        else if (!IsJson)
        {
            _invocation.Terminal.WriteLine(tally.Describe());
            _invocation.Terminal.WriteLine($"in {VisibleText.Of(dataDirectory)}");
        }

        if (tally.Explanation is { } explanation)
        {
            _invocation.WriteError(explanation);
        }
    }

    public ValueTask DisposeAsync() => _json?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A failure before the first source prints no half of an object.</summary>
    private static void Begin(Utf8JsonWriter json)
    {
        if (json is { BytesPending: 0, BytesCommitted: 0 })
        {
            json.WriteStartObject();
            json.WriteStartArray("run");
        }
    }
}
