using System.Text.Json.Nodes;
using PxSharp.Index;
using PxSharp.Status;
using Xunit;

namespace PxSharp.Tests.Status;

public sealed class LegacyStatusJsonSpecs
{
    private const string Root = "1.2.826.0.1.3680043.10.9999.1";

    [Theory]
    [InlineData("ok_True", "11", "11.1", true)]
    [InlineData("ok_True", "11", "11.1", false)]
    [InlineData("noseries_True", "11", "11.9", true)]
    [InlineData("noseries_True", "11", "11.9", false)]
    [InlineData("nostudy_True", "77", "77.1", true)]
    [InlineData("nostudy_False", "77", "77.1", false)]
    [InlineData("wrongstudy_True", "22", "11.1", true)]
    [InlineData("after_push", "11", "11.1", true)]
    public void The_JSON_is_that_of_older_pypx(string golden, string study, string series, bool verify)
    {
        string[] inStudy = study switch
        {
            "11" => [$"{Root}.11.1", $"{Root}.11.2"],
            "22" => [$"{Root}.22.2001", $"{Root}.22.1"],
            _ => [],
        };
        var status = new SeriesStatus(
            $"{Root}.{study}",
            $"{Root}.{series}",
            inStudy.Length == 0 ? null : new StudyRecord { StudyInstanceUID = $"{Root}.{study}", PatientID = "" },
            series != "11.1" ? null : new SeriesRecord
            {
                SeriesInstanceUID = $"{Root}.11.1",
                StudyInstanceUID = $"{Root}.11",
                PatientID = "TINY001",
                Requested = 3,
                Received = 3,
                Pushed = golden == "after_push" ? 3 : 0,
            });

        var json = LegacyStatusJson.Of(status, inStudy, "/BASEMOUNT/log", verify);

        var expected = JsonNode.Parse(Golden.Text("px-status-legacy", golden + ".json"));
        Assert.True(JsonNode.DeepEquals(expected, json), json.ToJsonString());
    }

    [Fact]
    public void Registered_are_the_images_only_when_all_are()
    {
        var study = new StudyRecord { StudyInstanceUID = "1", PatientID = "" };
        var series = new SeriesRecord
        {
            SeriesInstanceUID = "1.1",
            StudyInstanceUID = "1",
            PatientID = "",
            Received = 3,
            Pushed = 3,
            Registered = 1,
        };

        string State(SeriesRecord one) => LegacyStatusJson
            .Of(new SeriesStatus("1", "1.1", study, one), ["1.1"], "log", true)["state"]!["images"]!.GetValue<string>();

        Assert.Equal("ImagesPushedOK", State(series));
        Assert.Equal("ImagesRegisteredOK", State(series with { Registered = 3 }));
    }
}
