using System.Text.Json.Nodes;
using PxSharp.Interop.Tests.Peers;

[assembly: AssemblyFixture(typeof(OrthancServer))]

namespace PxSharp.Interop.Tests.Peers;

/// <summary>One Orthanc for all tests: a test has studies, AE titles and ports of its own in it.</summary>
public sealed class OrthancServer : IAsyncLifetime
{
    public const string AETitle = "ORTHANC";

    private readonly TemporaryDirectory _directory = new();
    private readonly HttpClient _http = new();
    private readonly SemaphoreSlim _starting = new(1);
    private ChildProcess? _process;

    public int Port { get; private set; }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Starts it when the first test needs it; skips the test where it is not installed.</summary>
    public async Task RequireAsync()
    {
        Programs.Require("Orthanc", "orthanc");
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_process is null or { HasExited: true })
            {
                await StartAsync();
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Makes a destination that C-MOVE may name.</summary>
    public async Task AddModalityAsync(string aeTitle, int port)
    {
        using var modality = new StringContent($$"""{"AET": "{{aeTitle}}", "Host": "127.0.0.1", "Port": {{port}}}""");
        using var answer = await _http.PutAsync(
            $"modalities/{aeTitle}", modality, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Puts a file into its archive, as it is.</summary>
    public async Task UploadAsync(byte[] file)
    {
        using var content = new ByteArrayContent(file);
        using var answer = await _http.PostAsync("instances", content, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The file that it holds for an instance, or null.</summary>
    public async Task<byte[]?> FindFileAsync(string sopInstanceUid) =>
        await FindAsync(sopInstanceUid) is { } id
            ? await _http.GetByteArrayAsync($"instances/{id}/file", TestContext.Current.CancellationToken)
            : null;

    /// <summary>Has it send an instance to a destination, and waits until it has.</summary>
    public async Task SendAsync(string aeTitle, string sopInstanceUid)
    {
        using var id = new StringContent((await FindAsync(sopInstanceUid))!);
        using var answer = await _http.PostAsync(
            $"modalities/{aeTitle}/store", id, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Has it query another PACS for a study and move it here; says how many studies were found.</summary>
    public async Task<int> FetchStudyAsync(string fromAETitle, string studyInstanceUid)
    {
        var wanted = new JsonObject { ["StudyInstanceUID"] = studyInstanceUid };
        using var keys = new StringContent(new JsonObject { ["Level"] = "Study", ["Query"] = wanted }.ToJsonString());
        var query = (string)(await PostAsync($"modalities/{fromAETitle}/query", keys))["ID"]!;
        var found = JsonNode.Parse(await _http.GetStringAsync(
            $"queries/{query}/answers", TestContext.Current.CancellationToken))!.AsArray();
        using var target = new StringContent($$"""{"TargetAet": "{{AETitle}}", "Synchronous": true}""");
        await PostAsync($"queries/{query}/retrieve", target);
        return found.Count;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _http.Dispose();
        _starting.Dispose();
        _directory.Dispose();
    }

    private async Task<JsonNode> PostAsync(string path, StringContent content)
    {
        using var answer = await _http.PostAsync(path, content, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}\n{text}\n{_process?.Output}");
        return JsonNode.Parse(text)!;
    }

    private async Task<string?> FindAsync(string sopInstanceUid)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var query = new StringContent(sopInstanceUid);
        using var answer = await _http.PostAsync("tools/lookup", query, cancellation);
        answer.EnsureSuccessStatusCode();
        var found = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))!.AsArray();
        return found.Count == 0 ? null : (string?)found[0]!["ID"];
    }

    private async Task StartAsync()
    {
        Port = FreePort.Take();
        var httpPort = FreePort.Take();
        _http.BaseAddress = new Uri($"http://127.0.0.1:{httpPort}/");
        var storage = _directory.Make("storage");
        var configuration = new JsonObject
        {
            ["Name"] = AETitle,
            ["StorageDirectory"] = storage,
            ["IndexDirectory"] = storage,
            ["Plugins"] = new JsonArray(),
            ["HttpPort"] = httpPort,
            ["RemoteAccessAllowed"] = false,
            ["AuthenticationEnabled"] = false,
            ["DicomAet"] = AETitle,
            ["DicomPort"] = Port,
            ["DicomCheckCalledAet"] = true,
            // Its answers to queries are in this encoding whatever the query asks for; the default, Latin-1, drops
            // ideographs.
            ["DefaultEncoding"] = "Utf8",
            ["DicomAlwaysAllowEcho"] = true,
            ["DicomAlwaysAllowStore"] = true,
            ["DicomAlwaysAllowFind"] = true,
            ["DicomAlwaysAllowGet"] = true,
            ["DicomAlwaysAllowMove"] = true,
            ["DicomAssociationCloseDelay"] = 0,
            ["DicomModalities"] = new JsonObject(),
            ["SynchronousCMove"] = true,
            ["SyncStorageArea"] = false,
            ["OverwriteInstances"] = true,
            ["SaveJobs"] = false,
        };
        var path = _directory["orthanc.json"];
        await File.WriteAllTextAsync(path, configuration.ToJsonString(), TestContext.Current.CancellationToken);
        _process = ChildProcess.Start("Orthanc", [path], new Dictionary<string, string> { ["TCP_NODELAY"] = "1" });
        await _process.WaitForOutputAsync(
            "Orthanc has started", TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }
}
