using System.Text.Json.Nodes;

namespace PxSharp.Cli.Tests.Golden;

/// <summary>Compares JSON by its meaning: the order of members does not count, that of an array does.</summary>
internal static class SameMeaning
{
    /// <summary>Fails with the first place that differs, such as <c>$.data[0].PatientID.value</c>.</summary>
    /// <param name="expected">What pypx printed.</param>
    /// <param name="actual">What px printed; may have more members only below <paramref name="mayHaveMore"/>.</param>
    /// <param name="differs">Places that are not compared; <c>[*]</c> stands for any index.</param>
    /// <param name="mayHaveMore">Objects that may have members of our own.</param>
    public static void Assert(
        JsonNode? expected, JsonNode? actual, string[]? differs = null, string[]? mayHaveMore = null) =>
        Compare(expected, actual, "$", differs ?? [], mayHaveMore ?? []);

    private static void Compare(JsonNode? expected, JsonNode? actual, string at, string[] differs, string[] mayHaveMore)
    {
        if (differs.Any(place => Is(place, at)))
        {
            return;
        }

        switch (expected)
        {
            case JsonObject wanted:
                var given = Xunit.Assert.IsType<JsonObject>(actual);
                foreach (var (name, value) in wanted)
                {
                    if (!differs.Any(place => Is(place, $"{at}.{name}")))
                    {
                        Xunit.Assert.True(given.ContainsKey(name), $"{at}.{name} is missing");
                        Compare(value, given[name], $"{at}.{name}", differs, mayHaveMore);
                    }
                }

                if (!mayHaveMore.Any(place => Is(place, at)))
                {
                    var more = given.Select(member => member.Key).FirstOrDefault(
                        own => !wanted.ContainsKey(own) && !differs.Any(place => Is(place, $"{at}.{own}")));
                    Xunit.Assert.True(more is null, $"{at}.{more} is not pypx's");
                }

                break;
            case JsonArray wanted:
                var elements = Xunit.Assert.IsType<JsonArray>(actual);
                Xunit.Assert.True(wanted.Count == elements.Count, $"{at} has {elements.Count}, not {wanted.Count}");
                for (var i = 0; i < wanted.Count; i++)
                {
                    Compare(wanted[i], elements[i], $"{at}[{i}]", differs, mayHaveMore);
                }

                break;
            default:
                Xunit.Assert.True(
                    JsonNode.DeepEquals(expected, actual),
                    $"{at} is {actual?.ToJsonString() ?? "null"}, not {expected?.ToJsonString() ?? "null"}");
                break;
        }
    }

    private static bool Is(string place, string at)
    {
        var wanted = place.Split('[');
        var given = at.Split('[');
        return wanted.Length == given.Length && wanted[0] == given[0]
            && wanted.Skip(1).Zip(given.Skip(1)).All(pair =>
                pair.First == pair.Second
                || (pair.First.StartsWith("*]", StringComparison.Ordinal)
                    && pair.First[2..] == pair.Second[(pair.Second.IndexOf(']', StringComparison.Ordinal) + 1)..]));
    }
}
