using PxSharp.Then;
using Xunit;

namespace PxSharp.Tests.Then;

public sealed class ThenStepSpecs
{
    [Fact]
    public void Verbs_are_parted_by_commas_and_have_no_arguments_by_themselves()
    {
        var steps = ThenStep.Parse("retrieve, status,", null);

        Assert.Equal(["retrieve", "status"], steps.Select(step => step.Verb));
        Assert.All(steps, step => Assert.Null(step.Arguments));
        Assert.Empty(ThenStep.Parse("", ""));
    }

    [Fact]
    public void Each_verb_gets_the_object_at_its_place_and_a_place_may_be_empty()
    {
        var steps = ThenStep.Parse("retrieve,status,push", """ {"a": "x;y"} ;; {"n": 6, "b": true, "o": {}} """);

        Assert.Equal("x;y", steps[0].Text("a"));
        Assert.Null(steps[1].Arguments);
        Assert.Equal(("6", "true", null), (steps[2].Text("n"), steps[2].Text("b"), steps[2].Text("o")));
        Assert.Null(steps[2].Text("none"));
    }

    [Theory]
    [InlineData("report", "{};{}", "give one JSON object for each verb, parted by ; (there are 2 for 1)")]
    [InlineData("report,status", "{}", "give one JSON object for each verb, parted by ; (there are 1 for 2)")]
    [InlineData("report", "12", "each must be a JSON object such as {\"db\": \"/data/log\"}")]
    [InlineData("report,status", "{},{}", "',' stands after a JSON object; part them by ;")]
    public void Anything_else_is_refused_with_what_to_do(string verbs, string arguments, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => ThenStep.Parse(verbs, arguments)).Message);

    [Theory]
    [InlineData("""{"a": 1, "a": 2}""")]
    [InlineData("""{"b": {"a": 1, "a": 2}}""")]
    public void A_name_that_stands_twice_is_refused_at_once(string arguments) => Assert.Contains(
        "Duplicate property 'a'",
        Assert.Throws<FormatException>(() => ThenStep.Parse("report", arguments)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Broken_JSON_is_told_with_its_place() => Assert.EndsWith(
        "line 1, column 7, or just before",
        Assert.Throws<FormatException>(() => ThenStep.Parse("report", "{\"a\": }")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Results_have_the_shape_of_pypx()
    {
        var results = new ThenResults();
        results.Begin(new ThenStep("retrieve"));
        results.Add("1.2", [1, 2]);
        results.Begin(new ThenStep("status"));

        Assert.Equal(
            """{"do":true,"00-retrieve":{"study":[{"1.2":[1,2]}]},"01-status":{"study":[]}}""",
            results.Json.ToJsonString());
    }
}
