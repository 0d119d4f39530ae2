using System.Text;
using PxSharp.Cube;
using PxSharp.Cube.Requests;

namespace PxSharp.Fuzz.Targets;

/// <summary>What CUBE answers, and refuses.</summary>
internal sealed class CollectionTarget : ITarget
{
    private static readonly string[] Names =
    [
        "collection", "items", "data", "name", "value", "links", "rel", "href", "queries", "total", "count", "next",
        "results", "collection_links", "error", "message", "detail", "non_field_errors",
    ];

    public string Name => "collection";

    public bool Allows(Exception exception) => exception is CubeException;

    public IEnumerable<byte[]> Words() =>
        [.. JsonWords.All, .. Names.Select(name => Encoding.ASCII.GetBytes($"\"{name}\":"))];

    public IEnumerable<byte[]> Seeds() =>
        ((string[])
        [
            """
            {"collection":{"version":"1.0","href":"http://h/api/v1/","total":2,"items":[{"href":"http://h/1/",
             "data":[{"name":"id","value":1},{"name":"path","value":"SERVICES/x.dcm"}],"links":[]}],
             "links":[{"rel":"pacsfiles","href":"http://h/pacsfiles/"}],"queries":[{"rel":"search","href":"http://h/s/",
             "data":[{"name":"id","value":""}]}]}}
            """,
            """
            {"count":1,"next":null,"previous":"http://h/","results":[{"id":1,"path":"x"}],
             "collection_links":{"pacsfiles":"http://h/"}}
            """,
            """{"collection":{"error":{"message":"{\"path\": [\"no such file\"], \"non_field_errors\": \"x\"}"}}}""",
            """{"path":["must be unique","and short"],"detail":"no"}""",
            """["no"]""",
            """{"token":"t"}""",
        ]).Select(Encoding.UTF8.GetBytes);

    public void Run(byte[] input)
    {
        var answer = new CubeAnswer(400, input, null, null);
        var refusal = answer.ToException("asked");
        FindException.Unless(!refusal.Message.Any(char.IsControl), "a message of more than one line");
        var document = answer.ToDocument("asked");
        foreach (var item in document.Items)
            _ = item["id"] + item["path"];
        _ = document.Link("next");
    }
}
