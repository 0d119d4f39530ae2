using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PxSharp.Tests.Receive;

namespace PxSharp.Tests.Push;

/// <summary>Stands in for a DICOMweb server that fails at, or refuses, the instances that a test wants it to.</summary>
internal sealed partial class StowStandIn : IDisposable
{
    private readonly HttpListener _listener;

    public StowStandIn()
    {
        (_listener, var port) = WebListener.Start();
        Address = new Uri($"http://127.0.0.1:{port}/dicom-web");
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Whether the server fails at a request that has this instance.</summary>
    public Func<string, bool> Fails { get; set; } = static _ => false;

    /// <summary>The failure reason of an instance; null when it is stored.</summary>
    public Func<string, int?> Refuses { get; set; } = static _ => null;

    /// <summary>Whether it names what it refuses among what it has stored, too.</summary>
    public bool NamesRefused { get; set; }

    /// <summary>The instances that were stored.</summary>
    public ConcurrentQueue<string> Stored { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
        // The first in each part is in its file meta information.
        var uids = UID.Matches(await reader.ReadToEndAsync()).Select(match => match.Value).Distinct().ToList();
        var answer = new JsonObject();
        if (uids.Exists(uid => Fails(uid)))
        {
            context.Response.StatusCode = 500;
        }
        else
        {
            foreach (var uid in uids.Where(uid => Refuses(uid) is null))
                Stored.Enqueue(uid);
            var refused = uids.Where(uid => Refuses(uid) is not null).ToList();
            context.Response.StatusCode = refused.Count == 0 ? 200 : 202;
            answer["00081199"] = Sequence(NamesRefused ? uids : uids.Except(refused));
            answer["00081198"] = Sequence(refused);
        }
        context.Response.ContentType = "application/dicom+json";
        context.Response.Close(Encoding.UTF8.GetBytes(answer.ToJsonString()), willBlock: true);
    }

    private JsonObject Sequence(IEnumerable<string> uids) => new()
    {
        ["vr"] = "SQ",
        ["Value"] = new JsonArray([.. uids.Select(uid =>
        {
            var item = new JsonObject { ["00081155"] = Value("UI", uid) };
            if (Refuses(uid) is { } reason)
                item["00081197"] = Value("US", reason);
            return (JsonNode)item;
        })]),
    };

    private static JsonObject Value(string vr, JsonNode value) =>
        new() { ["vr"] = vr, ["Value"] = new JsonArray(value) };

    [GeneratedRegex($@"{Instances.Series}\.\d+", RegexOptions.CultureInvariant)]
    private static partial Regex UID { get; }
}
