using System.Net;
using System.Text;

namespace PxSharp.Tests.Cube.StandIn;

/// <summary>A request as the stand-in got it.</summary>
public sealed class StandInRequest
{
    public StandInRequest(HttpListenerRequest request)
    {
        Method = request.HttpMethod;
        Path = request.Url!.AbsolutePath;
        Authorization = request.Headers["Authorization"] ?? "";
        Accept = request.Headers["Accept"] ?? "*/*";
        ContentType = (request.ContentType ?? "").Split(';')[0];
        foreach (var pair in request.Url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            Query[Uri.UnescapeDataString(pair[..equals])] = Uri.UnescapeDataString(pair[(equals + 1)..]);
        }
        using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
        Body = reader.ReadToEnd();
    }

    public string Method { get; }

    public string Path { get; }

    public string Authorization { get; }

    public string Accept { get; }

    public string ContentType { get; }

    public Dictionary<string, string> Query { get; } = new(StringComparer.Ordinal);

    public string Body { get; }

    public bool IsRegistration => Method == "POST" && !Path.EndsWith("/auth-token/", StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Path}";
}
