using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PxSharp.Tests.ObjectStores;

/// <summary>
/// Stands in for a Swift where a test needs what a real one does not do when it is asked to: a Keystone, tokens that
/// end, failures, a hundred thousand names. The rest is tested against a real one.
/// </summary>
internal sealed class SwiftStandIn : IDisposable
{
    public const string Password = "the-Secret-of-17";

    private readonly HttpListener _listener;
    private readonly int _port;
    private readonly ConcurrentQueue<string> _requests = [];
    private volatile string _token = "";
    private int _logins;
    private int _running;

    public SwiftStandIn()
    {
        (_listener, _port) = WebListener.Start();
        _ = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>Method and path of each request after the login.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public int Logins => _logins;

    /// <summary>The last body that came to Keystone.</summary>
    public JsonNode? Login { get; private set; }

    /// <summary>The most requests that were under way at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Object paths without the account, and their bytes.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = [];

    /// <summary>The names of a listing, in their order.</summary>
    public IReadOnlyList<string> Names { get; set; } = [];

    /// <summary>Containers that are there; all when null.</summary>
    public HashSet<string>? Containers { get; set; }

    /// <summary>Answers the request with this number, from 1, instead; null: as usual.</summary>
    public Func<int, HttpListenerRequest, (int Status, string? RetryAfter)?> Fault { get; set; } =
        static (_, _) => null;

    /// <summary>Waited for before each answer.</summary>
    public Func<Task> Wait { get; set; } = static () => Task.CompletedTask;

    /// <summary>Headers of each object.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>What it says of an object that was deleted.</summary>
    public string DeleteAnswer { get; set; } = "";

    /// <summary>Whether it says the length of what it sends.</summary>
    public bool SaysLength { get; set; } = true;

    /// <summary>The services of Keystone's catalogue.</summary>
    public JsonArray? Catalogue { get; set; }

    public void EndToken() => _token = "";

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            _ = Task.Run(() => AnswerAsync(context));
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var content = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(content);
            var body = content.ToArray();
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
            await Wait();
            Interlocked.Decrement(ref _running);
            var (status, answer) = Handle(context, body);
            context.Response.StatusCode = status;
            if (SaysLength || context.Request.HttpMethod == "HEAD")
                context.Response.ContentLength64 = answer.Length;
            if (context.Request.HttpMethod != "HEAD" && answer.Length > 0)
                await context.Response.OutputStream.WriteAsync(answer);
            context.Response.Close();
        }
        catch (Exception exception) when (exception is IOException or HttpListenerException or ObjectDisposedException)
        {
            // The client has gone, or the test is over.
        }
    }

    private (int Status, byte[] Body) Handle(HttpListenerContext context, byte[] body)
    {
        var (request, response) = (context.Request, context.Response);
        var path = request.RawUrl!.Split('?')[0];
        if (path == "/auth/v1.0")
            return GiveToken(response, request.Headers["X-Auth-Key"], keystone: false);
        if (path == "/v3/auth/tokens")
        {
            Login = JsonNode.Parse(body);
            return GiveToken(
                response, (string?)Login!["auth"]!["identity"]!["password"]!["user"]!["password"], keystone: true);
        }
        _requests.Enqueue($"{request.HttpMethod} {request.RawUrl}");
        if (Fault(_requests.Count, request) is { } fault)
        {
            if (fault.RetryAfter is { } after)
                response.AddHeader("Retry-After", after);
            return (fault.Status, Encoding.UTF8.GetBytes("<html><h1>Scripted</h1></html>"));
        }
        if (request.Headers["X-Auth-Token"] != _token || _token.Length == 0)
            return (401, []);
        var parts = path.Split('/', 5);
        return parts.Length > 4 ? OnObject(request, response, $"{parts[3]}/{parts[4]}", body)
            : request.HttpMethod == "PUT" ? MakeContainer(parts[3])
            : (200, Encoding.UTF8.GetBytes(Page(request).ToJsonString()));
    }

    private (int Status, byte[] Body) OnObject(
        HttpListenerRequest request, HttpListenerResponse response, string name, byte[] body)
    {
        if (Containers?.Contains(name.Split('/')[0]) == false)
            return (404, []);
        if (request.HttpMethod == "PUT")
            Objects[name] = body;
        else if (request.HttpMethod == "DELETE")
            return (Objects.TryRemove(name, out _) ? 200 : 404, Encoding.UTF8.GetBytes(DeleteAnswer));
        if (!Objects.TryGetValue(name, out var found))
            return (404, []);
        response.AddHeader("ETag", Md5(found));
        foreach (var (header, value) in Headers)
            response.Headers.Set(header, value);
        return request.HttpMethod == "PUT" ? (201, []) : (200, found);
    }

    private (int Status, byte[] Body) MakeContainer(string name) => (Containers?.Add(name) == true ? 201 : 202, []);

    private JsonArray Page(HttpListenerRequest request)
    {
        var marker = request.QueryString["marker"] ?? "";
        var limit = int.Parse(request.QueryString["limit"]!, System.Globalization.CultureInfo.InvariantCulture);
        // The names are in order: the first after the marker is found by halving.
        var (low, high) = (0, Names.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(Names[middle], marker) <= 0 ? (middle + 1, high) : (low, middle);
        }
        return new([.. Names.Skip(low).Take(limit).Select(name => (JsonNode)new JsonObject
        {
            ["name"] = name, ["bytes"] = 1, ["hash"] = new string('0', 32),
        })]);
    }

    private (int Status, byte[] Body) GiveToken(HttpListenerResponse response, string? password, bool keystone)
    {
        if (password != Password)
            return (401, Encoding.UTF8.GetBytes("""{"error": {"message": "The request requires authentication."}}"""));
        _token = $"token-{Interlocked.Increment(ref _logins)}";
        var url = $"{Address}v1/AUTH_chris";
        if (!keystone)
        {
            response.AddHeader("X-Storage-Url", url);
            response.AddHeader("X-Auth-Token", _token);
            return (200, []);
        }
        response.AddHeader("X-Subject-Token", _token);
        var catalogue = Catalogue?.DeepClone() ?? new JsonArray(Service("object-store", (null, url)));
        return (201, Encoding.UTF8.GetBytes(
            new JsonObject { ["token"] = new JsonObject { ["catalog"] = catalogue } }.ToJsonString()));
    }

    /// <summary>A service with a public endpoint, and an internal one that is not for us, in each region.</summary>
    public static JsonObject Service(string type, params ReadOnlySpan<(string? Region, string Url)> endpoints)
    {
        var list = new JsonArray();
        foreach (var (region, url) in endpoints)
        {
            foreach (var face in (string[])["internal", "public"])
            {
                list.Add((JsonNode)new JsonObject
                {
                    ["interface"] = face,
                    ["region"] = region,
                    ["url"] = face == "public" ? url : "http://10.0.0.1/not-for-us",
                });
            }
        }
        return new JsonObject { ["type"] = type, ["endpoints"] = list };
    }

#pragma warning disable CA5351 // The protocol prescribes MD5.
    private static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
