using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace PxSharp.Tests.Cube.StandIn;

/// <summary>
/// Stands in for CUBE on a port of its own: what one meets who registers there, in either generation. It refuses what
/// CUBE refuses, in CUBE's words.
/// </summary>
/// <remarks>
/// Users: <c>chris</c> (registers and reads), <c>reader</c> (in group pacs_users: reads), <c>guest</c>; the password of
/// each is its name with 1234 behind it.
/// </remarks>
public sealed partial class CubeStandIn : IDisposable
{
    private const string Collection = "application/vnd.collection+json";

    private readonly HttpListener _listener;
    private readonly ConcurrentQueue<StandInRequest> _requests = [];
    private readonly ConcurrentDictionary<string, string> _tokens = [];
    private readonly Lock _lock = new();
    private readonly int _port;
    private int _tokensGiven;

    public CubeStandIn(bool registersSeries = false)
    {
        RegistersSeries = registersSeries;
        (_listener, _port) = WebListener.Start();
        _ = ServeAsync();
    }

    /// <summary>Whether it is of the generation that registers series by series.</summary>
    public bool RegistersSeries { get; }

    public string Url => $"http://127.0.0.1:{_port}/api/v1/";

    public IReadOnlyList<StandInRequest> Requests => [.. _requests];

    /// <summary>Registrations that came in, whatever was answered.</summary>
    public IReadOnlyList<StandInRequest> Registrations => [.. _requests.Where(request => request.IsRegistration)];

    public int TokensGiven => _tokensGiven;

    /// <summary>What goes wrong with a request; null when nothing does.</summary>
    public Func<StandInRequest, StandInFault?> Fault { get; set; } = static _ => null;

    /// <summary>
    /// Lists a storage that others write to, before each registration; null: only what <see cref="Store"/> was told.
    /// </summary>
    public Func<Task<IReadOnlyList<string>>>? Storage { get; set; }

    /// <summary>Whether it gives tokens; if not, each request must have the password.</summary>
    public bool GivesTokens { get; set; } = true;

    /// <summary>Whether what is deleted stays for a while, marked.</summary>
    public bool DeletesLater { get; set; }

    /// <summary>Whether it shows series and takes none, as 6.3.0-beta.1 to beta.5 do.</summary>
    public bool ShowsOnly { get; set; }

    /// <summary>Whether it speaks plain JSON only.</summary>
    public bool RefusesCollectionJson { get; set; }

    /// <summary>The name that it gives itself in its links; its own when null.</summary>
    public string? PublicOrigin { get; set; }

    /// <summary>Forgets all tokens, as after a restart of its database.</summary>
    public void ForgetTokens() => _tokens.Clear();

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
            var request = new StandInRequest(context.Request);
            _requests.Enqueue(request);
            var fault = Fault(request);
            if (fault?.Silence is { } silence)
                await silence;
            if (Storage is not null && request.IsRegistration)
                Store(await Storage());
            if (fault is null or { IsAfterWork: true } or { Silence: not null })
            {
                var answer = Handle(request);
                if (fault is null or { Silence: not null })
                {
                    Write(context.Response, request, answer);
                    return;
                }
            }
            if (fault.StatusCode is not { } statusCode)
            {
                // Half an answer, as otherwise the listener sends an empty one.
                context.Response.ContentLength64 = 1000;
                context.Response.OutputStream.Write("{"u8);
                context.Response.OutputStream.Flush();
                context.Response.Abort();
                return;
            }
            if (fault.RetryAfter is { } seconds)
                context.Response.AddHeader("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
            Write(context.Response, request, StandInAnswer.Broken with { StatusCode = statusCode });
        }
        catch (Exception exception) when (exception is IOException or HttpListenerException or ObjectDisposedException)
        {
            // The client has gone, or the test is over.
        }
    }

    private void Write(HttpListenerResponse response, StandInRequest request, StandInAnswer answer)
    {
        response.StatusCode = answer.StatusCode;
        if (answer.Location is not null)
            response.AddHeader("Location", answer.Location);
        var isCollection = !RefusesCollectionJson
            && request.Accept is Collection or "*/*"
            && !request.Path.EndsWith("/auth-token/", StringComparison.Ordinal);
        response.ContentType = answer.Html is not null ? "text/html" : isCollection ? Collection : "application/json";
        var body = answer.Html ?? answer.Render(isCollection, Origin + request.Path).ToJsonString();
        var bytes = Encoding.UTF8.GetBytes(body);
        response.ContentLength64 = bytes.Length;
        response.OutputStream.Write(bytes);
        response.Close();
    }

    private string Origin => PublicOrigin ?? $"http://127.0.0.1:{_port}";

    private StandInAnswer Handle(StandInRequest request)
    {
        if (!request.Path.EndsWith('/'))
            return new StandInAnswer(301) { Html = "", Location = request.Path + "/" };
        var path = request.Path.StartsWith("/api/v1/", StringComparison.Ordinal) ? request.Path[8..] : "?";
        if (path == "auth-token/")
            return GivesTokens ? GiveToken(request) : StandInAnswer.NotFound;
        var (files, series) = RegistersSeries ? ("pacs/files/", "pacs/series/") : ("pacsfiles/", null);
        var (list, number) = Item(path, files, series);
        if (list is null && path != "" && path != files && path != files + "search/"
            && (series is null || (path != series && path != series + "search/")))
        {
            return StandInAnswer.NotFound;
        }
        if (request.Accept is not (Collection or "application/json" or "*/*")
            || (RefusesCollectionJson && request.Accept == Collection))
        {
            return StandInAnswer.Detail(406, "Could not satisfy the request Accept header.");
        }
        var (name, refusal) = Authenticate(request);
        if (refusal is not null)
            return refusal;
        if (path == "")
            return Root();
        if (name is null)
            return StandInAnswer.Detail(401, "Authentication credentials were not provided.");
        if (series is not null && name is not ("chris" or "reader"))
            return StandInAnswer.Detail(403, "You do not have permission to perform this action.");
        if (list is not null)
            return One(request, list, number, mayDelete: list == _series && name == "chris");
        if (request.Method == "POST")
        {
            if (name != "chris")
                return StandInAnswer.Detail(403, "You do not have permission to perform this action.");
            return path == (series ?? files) && !ShowsOnly
                ? Register(request)
                : StandInAnswer.Detail(405, "Method \"POST\" not allowed.");
        }
        var isSearch = path.EndsWith("search/", StringComparison.Ordinal);
        return List(request, path == files || path == files + "search/", isSearch);
    }

    /// <summary>The list and the number of an item such as <c>pacsfiles/1/</c>; null when it is none.</summary>
    private (List<JsonObject>? List, string Number) Item(string path, string files, string? series)
    {
        var isFile = path.StartsWith(files, StringComparison.Ordinal);
        var isSeries = series is not null && path.StartsWith(series, StringComparison.Ordinal);
        var number = isFile ? path[files.Length..] : isSeries ? path[series!.Length..] : "";
        number = number.TrimEnd('/');
        return number.Length > 0 && number.All(char.IsAsciiDigit) ? (isFile ? _files : _series, number) : (null, "");
    }

    private StandInAnswer Root() => new(200)
    {
        Items = [],
        Total = 0,
        Links = RegistersSeries
            ? [("pacsfiles", Address("pacs/files/")), ("pacsseries", Address("pacs/series/"))]
            : [("pacsfiles", Address("pacsfiles/"))],
    };

    private string Address(string path) => $"{Origin}/api/v1/{path}";

    private StandInAnswer GiveToken(StandInRequest request)
    {
        if (request.Accept == Collection)
            return StandInAnswer.Detail(406, "Could not satisfy the request Accept header.");
        if (request.ContentType != "application/json")
            return StandInAnswer.Detail(415, $"Unsupported media type \"{request.ContentType}\" in request.");
        var body = JsonNode.Parse(request.Body)!;
        var user = (string?)body["username"];
        if (!IsUser(user, (string?)body["password"]))
        {
            return StandInAnswer.Refusal(400, new JsonObject
            {
                ["non_field_errors"] = new JsonArray("Unable to log in with provided credentials."),
            });
        }
        var token = Guid.NewGuid().ToString("N");
        _tokens[token] = user!;
        Interlocked.Increment(ref _tokensGiven);
        return new StandInAnswer(200) { Items = [new JsonObject { ["token"] = token }] };
    }

    private static bool IsUser(string? user, string? password)
        => user is "chris" or "reader" or "guest" && password == user + "1234";

    /// <summary>Who it is, null for nobody; or the refusal, when the credentials are bad.</summary>
    private (string? User, StandInAnswer? Refusal) Authenticate(StandInRequest request)
    {
        var parts = request.Authorization.Split(' ', 2);
        if (parts is ["Token", var token])
        {
            return _tokens.TryGetValue(token, out var user)
                ? (user, null)
                : (null, StandInAnswer.Detail(401, "Invalid token."));
        }
        if (parts is not ["Basic", var encoded])
            return (null, null);
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2);
        return IsUser(pair[0], pair[1])
            ? (pair[0], null)
            : (null, StandInAnswer.Detail(401, "Invalid username/password."));
    }
}
