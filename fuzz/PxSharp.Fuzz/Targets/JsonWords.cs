using System.Text;

namespace PxSharp.Fuzz.Targets;

/// <summary>What JSON is made of, and what it is broken with.</summary>
internal static class JsonWords
{
    public static IEnumerable<byte[]> All { get; } =
        [.. ((string[])
        [
            "{", "}", "[", "]", "[[[[[[[[", "]]]]]]]]", ",", ":", "\"", "{}", "[]", "null", "true", "false", "\"\"",
            "0", "-1", "1e999", "1E-999", "9223372036854775808", "4294967296", "0.1", "\\ud800", "\\udc00", "\\u0000",
            "\\ud83d\\ude00", "\\n", "\uFEFF", "\\\\", "{\"a\":1,\"a\":2}",
        ]).Select(Encoding.UTF8.GetBytes), [0xFF], [0xC0, 0x80], [0]];
}
