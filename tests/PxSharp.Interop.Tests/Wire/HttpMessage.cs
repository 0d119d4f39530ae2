using System.Globalization;
using System.Text;

namespace PxSharp.Interop.Tests.Wire;

/// <summary>The head of a request or an answer of HTTP/1.1 as it came, and how its body is told off.</summary>
public sealed record HttpMessage(byte[] Head)
{
    private const int LongestHead = 64 * 1024;

    private readonly string[] _lines = Encoding.Latin1.GetString(Head).Split("\r\n");

    /// <summary>"PUT /v1/AUTH_chris/users/a HTTP/1.1", "HTTP/1.1 201 Created".</summary>
    public string FirstLine => _lines[0];

    public string Method => FirstLine.Split(' ')[0];

    public string Path => FirstLine.Split(' ')[1];

    public int StatusCode => int.Parse(FirstLine.Split(' ')[1], CultureInfo.InvariantCulture);

    public bool ExpectsContinue => Find("Expect") is not null;

    /// <summary>Bytes of the body; null when it comes in chunks.</summary>
    public long? Length => Find("Transfer-Encoding") is not null
        ? null
        : long.Parse(Find("Content-Length") ?? "0", CultureInfo.InvariantCulture);

    /// <summary>Reads a head; null when the connection ends before one begins.</summary>
    public static async Task<HttpMessage?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancellationToken) > 0)
        {
            head.Add(one[0]);
            Assert.InRange(head.Count, 1, LongestHead);
            if (one[0] == '\n' && head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'])
            {
                return new HttpMessage([.. head]);
            }
        }

        return null;
    }

    private string? Find(string name) => Array
        .Find(_lines, line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..]
        .Trim();
}
