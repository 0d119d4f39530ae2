using System.Text.Json;
using System.Text.Json.Nodes;

namespace PxSharp.Services;

/// <summary>Keeps what a service file holds in secret off the screen.</summary>
public static class SecretMask
{
    private const string Mask = "***";

    private static readonly string[] Names =
        ["password", "passwd", "pwd", "login", "token", "secret", "key", "credential"];

    /// <summary>
    /// A copy in which passwords, tokens and keys read <c>***</c>, at any depth; of <c>USER:PASSWORD</c> and of
    /// <c>http://USER:PASSWORD@HOST</c> the rest stays.
    /// </summary>
    /// <param name="entries">Named entries; their names are no secrets.</param>
    public static JsonObject Masked(JsonObject entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var masked = new JsonObject();
        foreach (var (name, entry) in entries)
        {
            masked[name] = Copy(entry, isSecret: false, isLogin: false);
        }
        return masked;
    }

    private static JsonNode? Copy(JsonNode? node, bool isSecret, bool isLogin)
    {
        switch (node)
        {
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (name, value) in members)
                {
                    copy[name] = Copy(
                        value, isSecret || IsSecret(name), name.Equals("login", StringComparison.OrdinalIgnoreCase));
                }
                return copy;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Copy(item, isSecret, isLogin))]);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                var text = value.GetValue<string>();
                return isSecret ? MaskedText(text, isLogin) : WithoutUserInformation(text);
            default:
                return isSecret && node is not null ? Mask : node?.DeepClone();
        }
    }

    private static bool IsSecret(string name) =>
        Array.Exists(Names, secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private static string MaskedText(string text, bool isLogin)
    {
        var colon = isLogin ? text.IndexOf(':', StringComparison.Ordinal) : -1;
        return text.Length == 0 ? "" : colon < 0 ? Mask : text[..(colon + 1)] + Mask;
    }

    private static string WithoutUserInformation(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf('@', start);
        var colon = end < 0 ? -1 : text.IndexOf(':', start + 3);
        return colon < 0 || colon > end ? text : string.Concat(text.AsSpan(0, colon + 1), Mask, text.AsSpan(end));
    }
}
