using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using PxSharp.Cube;
using PxSharp.Cube.Requests;
using PxSharp.Json;
using PxSharp.ObjectStores.Swift;
using PxSharp.PfStorage;
using PxSharp.Push;
using PxSharp.Push.Stow;
using PxSharp.Report;
using PxSharp.Then;
using Xunit;

namespace PxSharp.Tests.Json;

public sealed class JsonInputSpecs
{
    // Whole pairs, escapes that look like halves, and what is broken: the parser says so later.
    private static readonly string[] Whole =
    [
        "a", "é", "😀", "\\\\", @"\\ud800", @"\""", @"\n", @"\ud83d\ude00", @"\uD83D\uDE00", @"\u00e9", @"\uffff",
        @"\ue000", @"\ud7ff", "ud800", "dc80",
    ];

    private static readonly Gen<string> WholeText =
        Gen.OneOf<string>(Whole).Array[0, 12].Select(parts => string.Concat(parts));

    [Theory]
    [InlineData(@"""\udc80""", @"""\ufffd""")]
    [InlineData(@"""\ud800""", @"""\ufffd""")]
    [InlineData(@"""\uDBFF\uDFFF""", @"""\uDBFF\uDFFF""")]
    [InlineData(@"""\ude00\ud83d""", @"""\ufffd\ufffd""")]
    [InlineData(@"""\ud83d\ud83d\ude00\ude00""", @"""\ufffd\ud83d\ude00\ufffd""")]
    [InlineData(@"""\ud83d\u0041""", @"""\ufffd\u0041""")]
    [InlineData(@"""\ud83d\n\ude00""", @"""\ufffd\n\ufffd""")]
    [InlineData(@"""\\udc80\\\udc80""", @"""\\udc80\\\ufffd""")]
    [InlineData(@"""\udc8", @"""\udc8")]
    [InlineData(@"""\udcxx\", @"""\udcxx\")]
    [InlineData("", "")]
    public void Each_half_of_a_pair_becomes_the_replacement_character(string json, string mended)
    {
        Assert.Equal(mended, JsonInput.Mend(json));
        Assert.Equal(mended, Encoding.UTF8.GetString(JsonInput.Mend(Encoding.UTF8.GetBytes(json)).Span));
    }

    [Fact]
    public void Text_without_halves_stays_the_very_same() => WholeText.Sample(text =>
    {
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(text);
        Assert.Same(text, JsonInput.Mend(text));
        Assert.Equal(bytes, JsonInput.Mend(bytes));
    });

    [Fact]
    public void Halves_among_other_text_are_all_that_changes() =>
        Gen.Select(WholeText, Gen.OneOf<string>(@"\udc80", @"\ud800"), WholeText).Sample((left, half, right) =>
        {
            // A first half before a second one would be a pair.
            var json = $"\"{left}|{half}|{right}\"";
            var mended = JsonInput.Mend(json);
            Assert.Equal($"\"{left}|\\ufffd|{right}\"", mended);
            Assert.Equal(mended, Encoding.UTF8.GetString(JsonInput.Mend(Encoding.UTF8.GetBytes(json)).Span));
            Assert.Contains("|\uFFFD|", JsonNode.Parse(mended)!.GetValue<string>(), StringComparison.Ordinal);
        });

    [Fact]
    public void Bytes_that_are_no_UTF8_become_the_replacement_character_and_a_mark_before_them_goes()
    {
        byte[] latin = [.. Encoding.UTF8.Preamble, (byte)'"', 0xE9, (byte)'"'];

        Assert.Equal("\"\uFFFD\"", Encoding.UTF8.GetString(JsonInput.Mend(latin).Span));
    }

    [Fact]
    public void An_answer_of_CUBE_may_have_halves()
    {
        var plain = CubeDocument.Parse("""{"\udc80": "a\udc80", "id": 1}"""u8.ToArray());
        var collection = CubeDocument.Parse(
            """{"collection": {"items": [{"data": [{"name": "fname", "value": "\ud800"}]}]}}"""u8.ToArray());

        Assert.Equal("a\uFFFD", Assert.Single(plain.Items)["\uFFFD"]);
        Assert.Equal("\uFFFD", Assert.Single(collection.Items)["fname"]);
    }

    [Fact]
    public void A_refusal_of_CUBE_may_have_halves_even_in_JSON_within_JSON()
    {
        var refusal = Assert.Single(CubeError.Read(
            """{"collection": {"error": {"message": "{\"a\\udc80\": [\"b\\ud800\"]}"}}}"""u8.ToArray()));

        Assert.Equal(new CubeRefusal("a\uFFFD", "b\uFFFD"), refusal);
        Assert.Equal(new CubeRefusal("\uFFFD", "\uFFFD"), Assert.Single(CubeError.Read(
            """{"\udc80": "\udc80"}"""u8.ToArray())));
    }

    [Fact]
    public async Task An_answer_to_a_Store_transaction_may_have_halves()
    {
        using var body = new MemoryStream("""
            {"\udc80": 1, "00081199": {"vr": "SQ", "Value": [
                {"00081155": {"vr": "UI", "Value": ["\udc80"]}}, {"00081155": {"vr": "UI", "Value": ["1.2"]}}]}}
            """u8.ToArray());

        var answer = await StowAnswer.ReadAsync(body, TestContext.Current.CancellationToken);

        Assert.Null(answer.Of(Instance("1.2")).Failure);
        Assert.Null(answer.Of(Instance("\uFFFD")).Failure);
        Assert.NotNull(answer.Of(Instance("1.3")).Failure);
    }

    [Fact]
    public async Task A_listing_of_Swift_may_have_halves()
    {
        using var body = new MemoryStream("""[{"name": "a/\udce9", "bytes": 2, "\udc80": "\udc80"}]"""u8.ToArray());

        var listed = await SwiftListing.ReadAsync(body, TestContext.Current.CancellationToken);

        Assert.Equal("a/\uFFFD", Assert.Single(listed).Name);
    }

    [Fact]
    public void What_a_user_writes_may_have_halves()
    {
        Assert.Equal("\uFFFD", PfStorageRequest.Parse("""{"action": "ls", "args": {"path": "\udc80"}}""").Path);
        Assert.Equal(["\uFFFD"], ReportLayout.Parse("""{"body": {"series": ["\udc80"]}}""").BodySeriesTags);
        Assert.Equal("\uFFFD", Assert.Single(ThenStep.Parse("push", """{"\udc80": "\ud800"}""")).Text("\uFFFD"));
    }

    private static PushInstance Instance(string uid) => new("/a.dcm")
    {
        Length = 1,
        DatasetOffset = 0,
        SOPInstanceUID = uid,
        SOPClassUID = "1.2.840.10008.5.1.4.1.1.7",
        TransferSyntaxUID = "1.2.840.10008.1.2",
        StudyInstanceUID = "",
        SeriesInstanceUID = "",
    };
}
