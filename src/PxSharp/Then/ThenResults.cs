using System.Globalization;
using System.Text.Json.Nodes;

namespace PxSharp.Then;

/// <summary>
/// What the steps did, as pypx' JSON tells it: <c>{do: true, "00-retrieve": {study: [{StudyUID: [result, ...]}]}}</c>.
/// </summary>
public sealed class ThenResults
{
    private JsonArray _studies = [];
    private JsonObject _step = [];

    /// <summary>The JSON; more is added to it with each step.</summary>
    public JsonObject Json { get; } = new() { ["do"] = true };

    /// <summary>Begins the results of a step.</summary>
    public void Begin(ThenStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        _studies = [];
        _step = new JsonObject { ["study"] = _studies };
        Json[string.Create(CultureInfo.InvariantCulture, $"{Json.Count - 1:00}-{step.Verb}")] = _step;
    }

    /// <summary>Says that the step failed as a whole.</summary>
    /// <param name="error">Why, in one line.</param>
    public void Fail(string error) => _step["error"] = error;

    /// <summary>Adds what the step did with the series of a study.</summary>
    /// <param name="studyInstanceUID">The study.</param>
    /// <param name="series">A result for each series, in the order of the query.</param>
    public void Add(string studyInstanceUID, IEnumerable<JsonNode?> series) =>
        _studies.Add((JsonNode)new JsonObject { [studyInstanceUID] = new JsonArray([.. series]) });
}
