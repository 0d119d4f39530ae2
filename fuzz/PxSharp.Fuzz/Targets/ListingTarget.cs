using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Swift;
using PxSharp.Push;
using PxSharp.Push.Stow;
using PxSharp.Services;

namespace PxSharp.Fuzz.Targets;

/// <summary>What object stores and DICOMweb servers answer: listings, tokens, what became of each instance.</summary>
internal sealed class ListingTarget : ITarget
{
    private static readonly string[] Names =
    [
        "name", "bytes", "hash", "slo_etag", "last_modified", "content_type", "token", "catalog", "type", "endpoints",
        "interface", "url", "region", "00081199", "00081198", "00081155", "00081197", "00081196", "Value", "vr",
    ];

    private static readonly SwiftAccount Account = new()
    {
        AuthUrl = new Uri("http://localhost:5000/v3"),
        User = "user",
        Secret = new Secret("key"),
        UsesKeystone = true,
    };

    private static readonly PushInstance Instance = new("/a.dcm")
    {
        Length = 1,
        DatasetOffset = 0,
        SOPInstanceUID = "1.2.3",
        SOPClassUID = "1.2",
        TransferSyntaxUID = "1.2.840.10008.1.2",
        StudyInstanceUID = "1.2.4",
        SeriesInstanceUID = "1.2.5",
    };

    public string Name => "listing";

    public bool Allows(Exception exception) => exception is JsonException or ObjectStoreException;

    public IEnumerable<byte[]> Words() =>
        [.. JsonWords.All, .. Names.Select(name => Encoding.ASCII.GetBytes($"\"{name}\":"))];

    public IEnumerable<byte[]> Seeds() =>
        ((string[])
        [
            """
            [{"name":"a/b.dcm","bytes":12,"hash":"d41d8cd98f00b204e9800998ecf8427e",
              "last_modified":"2024-01-02T03:04:05.678900","content_type":"application/dicom"},
             {"name":"c","bytes":1,"hash":"x","slo_etag":"\"y\""},{"subdir":"d/"}]
            """,
            """
            {"token":{"catalog":[{"type":"object-store","endpoints":[
             {"interface":"public","region":"R","region_id":"R","url":"http://localhost:8080/v1/AUTH_x"}]}]}}
            """,
            """
            {"00081199":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["1.2.3"]},
             "00081196":{"vr":"US","Value":[45056]}}]}}
            """,
            """
            [{"00081198":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["1.2.3"]},
             "00081197":{"vr":"US","Value":[42753]}}]}}]
            """,
        ]).Select(Encoding.UTF8.GetBytes);

    public void Run(byte[] input)
    {
        ReadOrRefuse(() => SwiftListing.ReadAsync(new MemoryStream(input), CancellationToken.None));
        ReadOrRefuse(async () =>
        {
            var answer = await StowAnswer.ReadAsync(new MemoryStream(input), CancellationToken.None);
            _ = answer.Of(Instance);
            return answer;
        });
        ReadOrRefuse(async () =>
        {
            using var answer = new HttpResponseMessage { Content = new ByteArrayContent(input) };
            answer.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            answer.Headers.Add("X-Subject-Token", "token");
            return await KeystoneLogin.ReadAsync("log in", Account, answer, CancellationToken.None);
        });
    }

    /// <summary>Nothing here waits.</summary>
    private void ReadOrRefuse<T>(Func<Task<T>> read)
    {
        try
        {
            read().GetAwaiter().GetResult();
        }
        catch (Exception exception) when (Allows(exception))
        {
        }
    }
}
