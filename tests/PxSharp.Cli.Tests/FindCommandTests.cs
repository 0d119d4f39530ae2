using System.Text.Json;
using PxSharp.Cli.Tests.Golden;
using PxSharp.Dicom;
using PxSharp.Simulator;
using PxSharp.Simulator.Archive;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class FindCommandTests
{
    private const string OpenJson = "see line 1, column 2, or just before";

    [Fact]
    public async Task Shows_patients_studies_and_the_series_beneath()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync("find", "--PatientID", "SIM1-0001");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        var patient = bench.Archive.Patients[0];
        var study = patient.Studies[0];
        var lines = run.Out.TrimEnd('\n').Split('\n');
        Assert.StartsWith($"{patient.PatientName}  SIM1-0001  born ", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            $"  {study.StudyDate:yyyy-MM-dd}  {study.AccessionNumber}  {study.StudyDescription}", lines[1]);
        Assert.StartsWith("    1  MR  Localizer", lines[2], StringComparison.Ordinal);
        Assert.Equal("1 study, 2 series, 6 instances", lines[^1]);
        Assert.DoesNotContain('\x1b', run.Out);
    }

    [Fact]
    public async Task Shows_UIDs_when_asked_to()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync("find", "--uids");

        Assert.All(
            bench.Archive.Studies, study => Assert.Contains(study.StudyInstanceUID, run.Out, StringComparison.Ordinal));
        Assert.All(
            bench.Archive.Series,
            series => Assert.Contains(series.SeriesInstanceUID, run.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prints_the_JSON_of_pypx_key_for_key()
    {
        await using var bench = await PacsBench.StartAsync();
        using var golden = JsonDocument.Parse(GoldenFile.Read("find_all.json"));

        var run = await bench.RunAsync("find", "--json", "--PatientID", "SIM1-0001");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        using var ours = JsonDocument.Parse(run.Out);
        Assert.Equal(Keys(golden.RootElement), Keys(ours.RootElement));
        var theirStudy = golden.RootElement.GetProperty("data")[0];
        var ourStudy = ours.RootElement.GetProperty("data")[0];
        // The simulated PACS says where a study is kept, as PS3.4 C.4.1.1.3.2 allows; Orthanc does not.
        Assert.Empty(Keys(ourStudy).Except(Keys(theirStudy)).Except(["InstanceAvailability"]));
        Assert.Contains("series", Keys(ourStudy));
        Assert.Contains("command", Keys(ourStudy.GetProperty("series")[0]));
        Assert.Equal(
            Keys(golden.RootElement.GetProperty("args")), Keys(ours.RootElement.GetProperty("args")));
        Assert.Equal("SIM1-0001", ours.RootElement.GetProperty("args").GetProperty("PatientID").GetString());
        Assert.True(ours.RootElement.GetProperty("args").GetProperty("json").GetBoolean());
    }

    [Fact]
    public async Task Reports_what_it_found_through_a_pipe()
    {
        await using var bench = await PacsBench.StartAsync();
        var found = await bench.RunAsync("find", "--json");

        bench.Px.Input = found.Out;
        var report = await bench.RunAsync("report", "--printReport", "csv", "--reportHeaderStudyTags", "PatientID");

        Assert.Equal(4, report.Out.TrimEnd('\n').Split('\n').Length);
    }

    [Theory]
    [InlineData("--BodyPartExamined", "NOSUCHPART")]
    [InlineData("--bodypartexamined", "NOSUCHPART")]
    [InlineData("--0018,0015", "NOSUCHPART")]
    [InlineData("--BodyPartExamined=NOSUCHPART")]
    public async Task Takes_any_DICOM_keyword_as_query_key(params string[] words)
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync(["find", .. words]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains(
            bench.Pacs.Queries, query => query.Identifier.GetString(DicomTag.BodyPartExamined) == "NOSUCHPART");
    }

    [Fact]
    public async Task A_value_may_hold_anything_that_a_shell_or_a_parser_would_take_for_something_else()
    {
        await using var bench = await PacsBench.StartAsync();
        const string value = "x\";touch /tmp/pwned;$(id) --json @y =";

        var run = await bench.RunAsync("find", "--PatientID", value, "--PatientName=@a=b");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        var query = Assert.Single(bench.Pacs.Queries);
        Assert.Equal(value, query.Identifier.GetString(DicomTag.PatientID));
        Assert.Equal("@a=b", query.Identifier.GetString(DicomTag.PatientName));
    }

    [Fact]
    public async Task Takes_the_options_as_JSON_and_lets_the_command_line_win()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync(
            "find", "--JSONargs", """{"PatientID":"NOSUCH","StudyOnly":true,"json":false,"PACS":""}""",
            "--PatientID", "SIM1-0002");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("SIM1-0002", run.Out, StringComparison.Ordinal);
        Assert.EndsWith("\n1 study\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_just_the_tags_that_were_asked_for()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync(
            "find", "--PatientID", "SIM1-0001", "--QueryReturnTags", "PatientID,StudyDescription,SeriesDescription");

        Assert.Contains("                     PatientID  SIM1-0001\n", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("PatientSex", run.Out, StringComparison.Ordinal);
        Assert.EndsWith("\n1 study, 2 series\n", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("px find: note: --PatientID is empty, and no other key is given: everything matches\n",
        "--PatientID", "")]
    [InlineData("", "--PatientID", "", "-v", "0")]
    [InlineData("", "--PatientID", "", "--StudyDate", "19000101-")]
    public async Task An_empty_key_alone_is_told_to_match_everything(string note, params string[] words)
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync(["find", .. words]);

        Assert.Equal((ExitCode.Done, note), (run.ExitCode, run.Error));
        Assert.EndsWith("\n2 studies, 4 series, 12 instances\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_match_is_no_failure()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync("find", "--PatientID", "NOSUCH");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal("No study matches.\n", run.Out);
    }

    [Theory]
    [InlineData("find --PatinetID x", "px find: --PatinetID: did you mean --PatientID?")]
    [InlineData("find --StudyDaet=2023", "px find: --StudyDaet: did you mean --StudyDate?")]
    [InlineData("find --serverprot 1", "px find: --serverprot: did you mean --serverPort?")]
    [InlineData("find --NoSuchTagAtAllInPS36 x",
        "px find: --NoSuchTagAtAllInPS36 is neither an option nor a DICOM keyword (see px find --help)")]
    [InlineData("find --PatientName=--json --serverprot 1", "px find: --serverprot: did you mean --serverPort?")]
    [InlineData("find --PatientID", "px find: --PatientID needs a value")]
    [InlineData("find --BodyPartExamined --json", "px find: --BodyPartExamined needs a value before --json")]
    [InlineData("find --PatientName Doe John",
        "px find: \"John\" is one word too many; values with spaces need quotes (see px find --help)")]
    [InlineData("find --PixelData x", "px find: 'PixelData' cannot be asked for in a query")]
    [InlineData("find --QueryReturnTags NoSuch",
        "px find: --QueryReturnTags: 'NoSuch' is neither a PS3.6 keyword nor a tag such as 0010,0020")]
    [InlineData("find --then nosuchverb",
        "px find: --then: \"nosuchverb\" is none of retrieve, status, report, push, register")]
    [InlineData("find --then report --thenArgs {", "px find: --thenArgs: broken JSON: " + OpenJson)]
    [InlineData("find --then report --thenArgs {};{}",
        "px find: --thenArgs: give one JSON object for each verb, parted by ; (there are 2 for 1)")]
    [InlineData("find --then report --thenArgs [1]",
        "px find: --thenArgs: each must be a JSON object such as {\"db\": \"/data/log\"}")]
    [InlineData("find --then report --thenArgs {}x",
        "px find: --thenArgs: 'x' stands after a JSON object; part them by ;")]
    [InlineData("find --then retrieve --thenArgs {\"get\":true}",
        "px find: --thenArgs of retrieve: give --get to the command itself")]
    [InlineData("find --JSONargs {", "px find: --JSONargs is broken JSON: " + OpenJson)]
    [InlineData("find --JSONargs []", "px find: --JSONargs: a JSON object is needed, such as {\"PatientID\": \"123\"}")]
    [InlineData("find -v high", "px find: --verbosity: \"high\" is not a whole number from 0 to 9")]
    public async Task Says_in_one_line_what_is_wrong_with_the_words(string words, string line)
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync(words.Split(' '));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal(line + "\n", run.Error);
        Assert.Equal("", run.Out);
        Assert.Empty(bench.Pacs.Queries);
    }

    [Fact]
    public async Task A_failure_of_the_PACS_is_told_in_the_JSON_too()
    {
        await using var bench = await PacsBench.StartAsync(new Faults { BusyQueries = int.MaxValue });

        var run = await bench.RunAsync("find", "--json");

        Assert.Equal(ExitCode.PacsFailure, run.ExitCode);
        Assert.StartsWith("px find: the PACS answered the STUDY query with A700", run.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal("error", json.RootElement.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.String, json.RootElement.GetProperty("data").ValueKind);
        Assert.Equal((int)ExitCode.PacsFailure, json.RootElement.GetProperty("returncode").GetInt32());
    }

    [Fact]
    public async Task A_dead_port_is_no_connection_and_valid_JSON()
    {
        using var px = new CliBench();

        var run = await px.RunAsync(
            "find", "--serverIP", "127.0.0.1", "--serverPort", $"{PacsBench.DeadPort()}", "--json");

        Assert.Equal(ExitCode.NoConnection, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal("error", json.RootElement.GetProperty("status").GetString());
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Says_when_a_PACS_ignores_a_key()
    {
        await using var bench = await PacsBench.StartAsync(
            new Faults { UnsupportedKeys = [DicomTag.BodyPartExamined] });

        var run = await bench.RunAsync("find", "--BodyPartExamined", "HEAD");
        var quiet = await bench.RunAsync("find", "--BodyPartExamined", "HEAD", "-v", "0");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal(
            "px find: note: the PACS does not return BodyPartExamined, "
                + "so whether the answers match it is its word alone\n",
            run.Error);
        Assert.Equal("", quiet.Error);
    }

    [Theory]
    [InlineData("find")]
    [InlineData("find --uids")]
    [InlineData("find --StudyOnly")]
    [InlineData("find --QueryReturnTags PatientName,StudyDescription")]
    [InlineData("find --json")]
    [InlineData("find --then report")]
    public async Task Hostile_values_cannot_steer_the_terminal(string words)
    {
        await using var bench = await PacsBench.StartAsync();
        bench.Pacs.Archive.Add(Hostile());

        var run = await bench.RunAsync([.. words.Split(' '), "--PatientID", "EVIL"]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.DoesNotContain(run.Out + run.Error, character => char.IsControl(character) && character != '\n');
    }

    [Fact]
    public async Task Goes_on_to_retrieve_status_and_report_in_the_JSON()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync(
            "find", "--PatientID", "SIM1-0001", "--json", "--get", "--then", "retrieve,status,report");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        var then = json.RootElement.GetProperty("then");
        Assert.True(then.GetProperty("do").GetBoolean());
        var uid = bench.Archive.Studies[0].StudyInstanceUID;
        var retrieved = then.GetProperty("00-retrieve").GetProperty("study")[0].GetProperty(uid);
        Assert.Equal(2, retrieved.GetArrayLength());
        Assert.Equal("success", retrieved[0].GetProperty("status").GetString());
        Assert.Equal(3, retrieved[0].GetProperty("received").GetInt32());
        var status = then.GetProperty("01-status").GetProperty("study")[0].GetProperty(uid)[0];
        Assert.Equal("ImagesAllReceivedOK", status.GetProperty("state").GetProperty("images").GetString());
        Assert.Equal(3, status.GetProperty("images").GetProperty("received").GetProperty("count").GetInt32());
        Assert.Equal(2, then.GetProperty("02-report").GetProperty("study")[0].GetProperty(uid).GetArrayLength());
        Assert.Equal(6, bench.Files().Length);
    }

    [Fact]
    public async Task Shows_what_happens_instead_of_JSON_when_asked_for_feedback()
    {
        await using var bench = await PacsBench.StartAsync();

        var run = await bench.RunAsync(
            "find", "--PatientID", "SIM1-0001", "--json", "--withFeedBack", "--get", "--then", "retrieve,status");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("received 3 of 3", run.Out, StringComparison.Ordinal);
        Assert.Contains("received 6 of 6 instances, 2 of 2 series whole", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\"status\"", run.Out, StringComparison.Ordinal);
    }

    private static ArchivedBytes Hostile()
    {
        var dataset = new DicomDataset()
            .Set(DicomTag.SOPClassUID, DicomUID.CTImageStorage)
            .Set(DicomTag.SOPInstanceUID, "2.25.6661")
            .Set(DicomTag.StudyInstanceUID, "2.25.6662")
            .Set(DicomTag.SeriesInstanceUID, "2.25.6663")
            .Set(DicomTag.Modality, "CT")
            .Set(DicomTag.PatientID, "EVIL")
            .Set(DicomTag.PatientName, DicomVR.PN, "a\x1b[2Jb\x07\x9b1m"u8.ToArray())
            .Set(DicomTag.StudyDescription, DicomVR.LO, "\x1b]0;title\x07\r\n\x08"u8.ToArray())
            .Set(DicomTag.SeriesDescription, DicomVR.LO, "c\x1bc\0\x7f"u8.ToArray());
        using var stream = new MemoryStream();
        new DicomFile(dataset, TransferSyntax.ExplicitVRLittleEndian).Write(stream);
        stream.Position = 0;
        var file = DicomFile.Read(stream);
        return new ArchivedBytes(stream.ToArray()[(int)file.DatasetOffset..], DicomUID.ExplicitVRLittleEndian);
    }

    private static List<string> Keys(JsonElement element) =>
        [.. element.EnumerateObject().Select(member => member.Name)];
}
