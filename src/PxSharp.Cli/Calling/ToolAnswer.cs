using System.Text.Json.Nodes;
using PxSharp.Cli.Failures;
using PxSharp.Json;
using PxSharp.Network;

namespace PxSharp.Cli.Calling;

/// <summary>
/// What px echo and px move answer: a sentence, or pypx's <c>{status, data, command, returncode}</c>.
/// </summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Sentence">What is told on standard output; null for nothing.</param>
/// <param name="Problems">What is told on standard error.</param>
internal sealed record ToolAnswer(ExitCode ExitCode, string? Sentence, params IReadOnlyList<string> Problems)
{
    /// <summary>
    /// The steps that went well, as pypx takes them from DCMTK's log; <see cref="Problems"/> come before it.
    /// </summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>Members that pypx does not have.</summary>
    public JsonObject More { get; init; } = [];

    /// <summary>Does something and writes its answer; a failure of the network is told in the JSON too.</summary>
    /// <param name="invocation">The command line.</param>
    /// <param name="json">Whether <c>--json</c> was given; called by pypx's name, px always prints it.</param>
    /// <param name="command">The DCMTK command line that pypx would run.</param>
    /// <param name="ask">Does it.</param>
    public static async Task<ExitCode> GiveAsync(
        Invocation invocation, bool json, string command, Func<Task<ToolAnswer>> ask)
    {
        var isJson = json || invocation.IsCalledAsTool;
        ToolAnswer answer;
        try
        {
            answer = await ask().ConfigureAwait(false);
        }
        catch (Exception exception) when (isJson && exception is DicomNetworkException or CommandFailedException)
        {
            var (exitCode, message) = Failure.Describe(exception, CancellationToken.None);
            Write(invocation, new ToolAnswer(exitCode, null, message), command);
            throw;
        }

        if (isJson)
        {
            Write(invocation, answer, command);
        }
        else if (answer.Sentence is not null)
        {
            invocation.Terminal.WriteLine(answer.Sentence);
        }

        foreach (var problem in answer.Problems)
        {
            invocation.WriteError(problem);
        }

        return answer.ExitCode;
    }

    private static void Write(Invocation invocation, ToolAnswer answer, string command)
    {
        JsonNode data = answer.Problems.Count > 0
            ? JsonValue.Create(string.Join('\n', answer.Problems))!
            : new JsonArray([.. answer.Log.Select(line => JsonValue.Create(line))]);
        var told = new JsonObject
        {
            ["status"] = answer.ExitCode == ExitCode.Done ? "success" : "error",
            ["data"] = data,
            ["command"] = command,
            ["returncode"] = (int)answer.ExitCode,
        };
        foreach (var (name, value) in answer.More)
        {
            told[name] = value?.DeepClone();
        }

        invocation.Terminal.WriteLine(PyJson.Text(told));
    }
}
