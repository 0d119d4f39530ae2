using PxSharp.Cube;
using PxSharp.Services;
using PxSharp.Tests.Cube.StandIn;
using Xunit;

namespace PxSharp.Tests.Cube;

/// <summary>A CUBE of each generation, and fields that it takes.</summary>
public abstract class CubeClientBench : IDisposable
{
    protected const string Path = "SERVICES/PACS/ORTHANC/P/ST/SE/0001-1.2.3.dcm";

    protected static readonly CubeOptions Quick =
        new() { RetryDelay = TimeSpan.Zero, LongestRetryDelay = TimeSpan.Zero };

    protected CubeStandIn OldCube { get; } = new();

    protected CubeStandIn NewCube { get; } = new(registersSeries: true);

    public void Dispose()
    {
        OldCube.Dispose();
        NewCube.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static Task<CubeClient> Connect(
        CubeStandIn cube, string user = "chris", string password = "chris1234", CubeOptions? options = null)
        => CubeClient.ConnectAsync(
            new CubeService(new Uri(cube.Url), user, new Secret(password)), options ?? Quick);

    protected static async Task<CubeException> Fails<T>(Func<ValueTask<T>> action)
        => await Assert.ThrowsAsync<CubeException>(async () => await action());

    protected static async Task<List<CubeFile>> Files(CubeClient client, string? pacsName = "ORTHANC")
    {
        var files = new List<CubeFile>();
        await foreach (var file in client.ListFilesAsync("1.2.3", pacsName))
            files.Add(file);
        return files;
    }

    protected static List<KeyValuePair<string, string>> Fields(params (string Name, string Value)[] changes)
    {
        var fields = new Dictionary<string, string>
        {
            ["PatientID"] = "P1",
            ["PatientName"] = "Doe^Jane",
            ["StudyDate"] = "2023-01-15",
            ["StudyInstanceUID"] = "1.2",
            ["SeriesInstanceUID"] = "1.2.3",
            ["pacs_name"] = "ORTHANC",
            ["path"] = Path,
        };
        foreach (var (name, value) in changes)
            fields[name] = value;
        return [.. fields];
    }

    protected static List<KeyValuePair<string, string>> SeriesFields(int count)
        => Fields(("path", "SERVICES/PACS/ORTHANC/P/ST/SE"), ("ndicom", count.ToString(null, null)));
}
