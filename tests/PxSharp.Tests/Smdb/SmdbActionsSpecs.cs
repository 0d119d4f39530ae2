using System.Text.Json.Nodes;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Json;
using PxSharp.Smdb;
using PxSharp.Storage;
using Xunit;

namespace PxSharp.Tests.Smdb;

public sealed class SmdbActionsSpecs : IDisposable
{
    private const string Image = "TINY001/ST/SE/0001-a.dcm";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_PACS_are_set_and_told_in_the_shape_of_pypx()
    {
        const string Entry = """{"orthanc":{"aet":"CHRISLOCAL","aec":"ORTHANC","ip":"127.0.0.1","port":"4342"}}""";

        var set = await RunAsync("PACS", arguments: Entry);
        var told = await RunAsync("PACS");

        var expected = $$"""{"status":true,"PACS":{{Entry}}}""";
        Assert.Equal(expected, set.ToJsonString());
        Assert.Equal(expected, told.ToJsonString());
    }

    [Fact]
    public async Task Entries_may_have_text_that_is_no_Unicode()
    {
        var told = await RunAsync("PACS", arguments: """{"a":{"aet":"\udc80","\ud800":"x"}}""");

        Assert.Equal("\uFFFD", told["PACS"]!["a"]!["aet"]!.GetValue<string>());
        Assert.Equal("x", told["PACS"]!["a"]!["\uFFFD"]!.GetValue<string>());
    }

    [Fact]
    public async Task Entries_of_a_service_add_up()
    {
        await RunAsync("CUBE", arguments: """{"local":{"url":"http://a"}}""");

        var told = await RunAsync("CUBE", arguments: """{"other":{"url":"http://b"}}""");

        Assert.Equal(["local", "other"], told["CUBE"]!.AsObject().Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("CUBE", """{"local":{"username":"chris","password":"chris1234"}}""", "chris1234")]
    [InlineData("storage", """{"local":{"storagetype":"swift","login":"chris:hidden99"}}""", "hidden99")]
    public async Task Secrets_are_kept_and_never_printed(string action, string entries, string secret)
    {
        var told = await RunAsync(action, arguments: entries);

        Assert.DoesNotContain(secret, told.ToJsonString(), StringComparison.Ordinal);
        var file = _directory["services", action.ToLowerInvariant() + ".json"];
        Assert.Contains(secret, File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{bad")]
    [InlineData("[]")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":{},"a":{}}""")]
    [InlineData("""{"a":{"x":1,"x":2}}""")]
    public async Task Broken_arguments_change_nothing(string arguments)
    {
        await RunAsync("storage", arguments: """{"fs":{"storagetype":"fs"}}""");

        var answer = await RunAsync("storage", arguments: arguments);

        Assert.False(answer["status"]!.GetValue<bool>());
        Assert.Contains("--actionArgs", answer["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["fs"], (await RunAsync("storage"))["storage"]!.AsObject().Select(entry => entry.Key));
    }

    [Fact]
    public async Task The_keys_of_an_older_swift_file_count_too()
    {
        Directory.CreateDirectory(_directory["services"]);
        File.WriteAllText(
            _directory["services", "swift.json"], """{"old":{"ip":"10.1.2.3","login":"u:p"},"both":{"ip":"1"}}""");
        await RunAsync("storage", arguments: """{"both":{"storagetype":"fs","storepath":"/x"}}""");

        var told = await RunAsync("storage");

        Assert.Equal(
            """{"storagetype":"fs","storepath":"/x"}""", told["storage"]!["both"]!.ToJsonString());
        Assert.Equal(
            """{"storagetype":"swift","ip":"10.1.2.3","login":"u:***"}""", told["storage"]!["old"]!.ToJsonString());
    }

    [Fact]
    public async Task Secrets_are_masked_at_any_depth()
    {
        var told = await RunAsync(
            "CUBE",
            arguments: """
                {"a":{"url":"http://u:hidden1@h/","user":"u","password":12345678,
                 "more":{"secretKey":["hidden2",{"x":"hidden3"}]},"apiToken":null,"port":80}}
                """);

        Assert.Equal(
            """{"url":"http://u:***@h/","user":"u","password":"***","more":"""
                + """{"secretKey":["***",{"x":"***"}]},"apiToken":null,"port":80}""",
            told["CUBE"]!["a"]!.ToJsonString());
    }

    [Fact]
    public async Task The_tables_of_a_file_are_named_as_pypx_names_them()
    {
        var file = await ReceiveAsync();

        var answer = await RunAsync("seriesstudypatient_DBtablesGet", file: file);

        var expected = Golden.Text("px-smdb", "DBtablesGet_all.json").Trim()
            .Replace("/BASEMOUNT", _directory.Path, StringComparison.Ordinal);
        // Nothing was retrieved here: the instance came by itself.
        Assert.Equal(
            expected.Replace(
                "-retrieve.json\",\n            \"exists\": true", "-retrieve.json\",\n            \"exists\": false",
                StringComparison.Ordinal),
            PyJson.Text(answer));
    }

    [Fact]
    public async Task The_tables_of_a_file_that_was_not_received_do_not_exist()
    {
        var file = WriteFile(Image);

        var answer = await RunAsync("seriesMap_DBtablesGet", file: file);

        Assert.All(
            answer["seriesData_DBtablesGet"]!.AsObject().Where(entry => entry.Key != "status"),
            entry => Assert.False(entry.Value!["exists"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task A_file_that_is_no_DICOM_is_an_error()
    {
        var path = _directory["x.dcm"];
        await File.WriteAllTextAsync(path, "no DICOM at all", Ct);

        var answer = await RunAsync("seriesMap_DBtablesGet", file: path);

        Assert.Equal($"Unable to process a valid DICOM {path}", answer["error_message"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_directories_of_a_patient_are_told_by_study()
    {
        await ReceiveAsync();

        var answer = await RunAsync("imageDirsPatientID", arguments: "TINY001");

        Assert.True(answer["status"]!.GetValue<bool>());
        Assert.Equal(
            [_directory["data", "TINY001/ST/SE"]],
            answer["d_imageDirs"]!["1.11"]!.AsArray().Select(directory => directory!.GetValue<string>()));
        var series = answer["d_series"]!["1.11"]![0]!["1.11.1"]!;
        Assert.Equal("0001-a.dcm", series["outputFile"]!.GetValue<string>());
        Assert.Equal("Not defined", series["SeriesDate"]!.GetValue<string>());
        Assert.Equal(_directory["data", Image], series["imageObj"]!["0001-a.dcm"]!["FSlocation"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_directory_of_a_series_is_told()
    {
        await ReceiveAsync();

        Assert.Equal(
            $$"""{"status":true,"error":"","1.11.1":"{{_directory["data", "TINY001/ST/SE"]}}"}""",
            (await RunAsync("imageDirsSeriesInstanceUID", arguments: "1.11.1")).ToJsonString());
        Assert.Equal(
            _directory["data", "TINY001/ST/SE"],
            (await RunAsync("seriesDirLocation_get", series: "1.11.1"))["seriesDirLocation"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("imageDirsPatientID")]
    [InlineData("imageDirsSeriesInstanceUID")]
    [InlineData("seriesDirLocation_get")]
    public async Task What_nobody_knows_is_told_as_that(string action)
    {
        var answer = await RunAsync(action, arguments: "NOSUCH");

        Assert.False(answer["status"]!.GetValue<bool>());
        Assert.Contains("NOSUCH", answer["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_that_does_not_exist_is_none() =>
        Assert.Null(await SmdbActions.RunAsync("nosuch", Request(), Stream.Null, Ct));

    private SmdbRequest Request(string? arguments = null, string? file = null, string? series = null) =>
        new(_directory["log"], _directory["data"])
        {
            Arguments = arguments,
            FilePath = file,
            SeriesInstanceUID = series,
        };

    private async Task<JsonObject> RunAsync(
        string action, string? arguments = null, string? file = null, string? series = null)
    {
        using var output = new MemoryStream();
        var result = await SmdbActions.RunAsync(action, Request(arguments, file, series), output, Ct);
        var answer = JsonNode.Parse(output.ToArray())!.AsObject();
        Assert.Equal(result!.Value.Succeeded, answer["status"]!.GetValue<bool>());
        Assert.Equal(result.Value.Error, result.Value.Succeeded ? null : answer["error"]!.GetValue<string>());
        return answer;
    }

    private string WriteFile(string relativePath)
    {
        var path = _directory["data", relativePath];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var dataset = new DicomDataset()
            .Set(DicomTag.SOPClassUID, DicomUID.MRImageStorage)
            .Set(DicomTag.SOPInstanceUID, "1.11.1.1")
            .Set(DicomTag.PatientID, "TINY001")
            .Set(DicomTag.StudyInstanceUID, "1.11")
            .Set(DicomTag.SeriesInstanceUID, "1.11.1");
        using var stream = File.Create(path);
        new DicomFile(dataset, TransferSyntax.ExplicitVRLittleEndian).Write(stream);
        return path;
    }

    private async Task<string> ReceiveAsync()
    {
        var path = WriteFile(Image);
        await using var index = SqliteIndex.Open(_directory["log"], Durability.Process);
        await index.AddAsync(
            new ReceivedInstance(
                new InstanceRecord
                {
                    SOPInstanceUID = "1.11.1.1",
                    SOPClassUID = DicomUID.MRImageStorage,
                    SeriesInstanceUID = "1.11.1",
                    TransferSyntaxUID = DicomUID.ExplicitVRLittleEndian,
                    RelativePath = Image,
                    Size = 4,
                    ReceivedAt = DateTimeOffset.UnixEpoch,
                },
                new SeriesRecord
                {
                    SeriesInstanceUID = "1.11.1",
                    StudyInstanceUID = "1.11",
                    PatientID = "TINY001",
                    Directory = Path.GetDirectoryName(Image),
                },
                new StudyRecord { StudyInstanceUID = "1.11", PatientID = "TINY001" },
                new PatientRecord { PatientID = "TINY001" }),
            Ct);
        return path;
    }
}
