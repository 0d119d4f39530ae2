using PxSharp.Index;
using PxSharp.Services;
using PxSharp.Smdb.Export;
using PxSharp.Storage;
using Xunit;

namespace PxSharp.Tests.Smdb;

public sealed class BaseMountExportSpecs : IAsyncDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteIndex _index;

    public BaseMountExportSpecs() => _index = SqliteIndex.Open(_directory["log"], Durability.Process);

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Service_files_go_along_for_their_owner_only()
    {
        var cube = ServiceFile.BesideLog(_directory["log"], "cube");
        cube.Update(all =>
        {
            all["local"] = new System.Text.Json.Nodes.JsonObject { ["password"] = "chris1234" };
            return true;
        });

        var events = await ExportAsync();

        Assert.Equal(new ExportFinished(0, 0, 0, 0, 1), events[^1]);
        var copy = _directory["out", "services", "cube.json"];
        Assert.Equal(cube.Read().ToJsonString(), new ServiceFile(copy).Read().ToJsonString());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));
        }
    }

    [Theory]
    [InlineData("../../evil")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a\\b\u0007")]
    public async Task No_value_leads_out_of_the_directory(string hostile)
    {
        await _index.AddAsync(Received(hostile), Ct);

        await ExportAsync();

        Assert.All(
            Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories)
                .Where(path => !path.Contains("smdb.sqlite", StringComparison.Ordinal)),
            path => Assert.StartsWith(_directory["out", "log"], path, StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(_directory["out", "log", "patientData"]));
        Assert.Single(Directory.GetFiles(_directory["out", "log", "studyData"]));
    }

    [Fact]
    public async Task Two_patients_that_would_have_one_name_have_two_files()
    {
        await _index.AddAsync(Received("EDGE/02"), Ct);
        await _index.AddAsync(Received("EDGE\\02"), Ct);
        await _index.AddAsync(Received("EDGE_02"), Ct);

        await ExportAsync();

        Assert.Equal(3, Directory.GetFiles(_directory["out", "log", "patientData"]).Length);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_named()
    {
        await _index.AddAsync(Received("P"), Ct);

        var problem = Assert.Single((await ExportAsync()).OfType<ExportProblem>());

        Assert.Equal(_directory["data", "x", "P.dcm"], problem.Path);
        Assert.Equal("the file is recorded and gone", problem.Message);
    }

    private static ReceivedInstance Received(string value) => new(
        new InstanceRecord
        {
            SOPInstanceUID = value,
            SOPClassUID = "1",
            SeriesInstanceUID = value,
            TransferSyntaxUID = "1.2.840.10008.1.2.1",
            RelativePath = value == "P" ? "x/P.dcm" : "x/y.dcm",
            Size = 1,
            ReceivedAt = DateTimeOffset.UnixEpoch,
        },
        new SeriesRecord { SeriesInstanceUID = value, StudyInstanceUID = value, PatientID = value },
        new StudyRecord { StudyInstanceUID = value, PatientID = value },
        new PatientRecord { PatientID = value });

    private async Task<List<ExportEvent>> ExportAsync() => await new BaseMountExport(
        _index, _directory["log"], _directory["data"], _directory["out"]).RunAsync(Ct).ToListAsync(Ct);
}
