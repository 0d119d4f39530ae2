using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PxSharp.Interop.Tests.Peers;

/// <summary>An Orthanc with its DICOMweb plug-in, one for a test, which asks for a password.</summary>
public sealed class OrthancWebServer : IAsyncDisposable
{
    public const string User = "alice";
    public const string Password = "wonder-4711";

    private const string PlugIn = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";

    private readonly TemporaryDirectory _directory = new();
    private readonly HttpClient _http = new();
    private readonly ChildProcess _process;

    private OrthancWebServer(int port)
    {
        Port = port;
        _http.BaseAddress = new Uri($"http://127.0.0.1:{port}/");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
        var storage = _directory.Make("storage");
        var path = _directory["orthanc.json"];
        File.WriteAllText(path, new JsonObject
        {
            ["StorageDirectory"] = storage,
            ["IndexDirectory"] = storage,
            ["Plugins"] = new JsonArray(PlugIn),
            ["HttpPort"] = port,
            ["DicomServerEnabled"] = false,
            ["RemoteAccessAllowed"] = false,
            ["AuthenticationEnabled"] = true,
            ["RegisteredUsers"] = new JsonObject { [User] = Password },
            ["DicomWeb"] = new JsonObject { ["Enable"] = true, ["Root"] = "/dicom-web/" },
            ["SaveJobs"] = false,
        }.ToJsonString());
        _process = ChildProcess.Start("Orthanc", [path]);
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}/dicom-web";

    public static async Task<OrthancWebServer> StartAsync()
    {
        Programs.Require("Orthanc", "orthanc");
        Assert.SkipUnless(File.Exists(PlugIn), "needs Debian's orthanc-dicomweb");
        var server = new OrthancWebServer(FreePort.Take());
        try
        {
            await server._process.WaitForOutputAsync(
                "Orthanc has started", TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every file that it has.</summary>
    public async Task<IReadOnlyList<byte[]>> FilesAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var files = new List<byte[]>();
        foreach (var id in JsonNode.Parse(await _http.GetStringAsync("instances", cancellation))!.AsArray())
        {
            files.Add(await _http.GetByteArrayAsync($"instances/{id}/file", cancellation));
        }

        return files;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _http.Dispose();
        _directory.Dispose();
    }
}
