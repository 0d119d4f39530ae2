using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Json;

namespace PxSharp.ObjectStores.Swift;

/// <summary>Asks Keystone (Identity API version 3) for a token with a password, and finds the object store.</summary>
internal static class KeystoneLogin
{
    public static HttpRequestMessage Request(SwiftAccount account)
    {
        var body = new JsonObject
        {
            ["auth"] = new JsonObject
            {
                ["identity"] = new JsonObject
                {
                    ["methods"] = new JsonArray("password"),
                    ["password"] = new JsonObject
                    {
                        ["user"] = new JsonObject
                        {
                            ["name"] = account.User,
                            ["password"] = account.Secret.Reveal(),
                            ["domain"] = new JsonObject { ["name"] = account.UserDomain },
                        },
                    },
                },
            },
        };
        if (account.Project is { } project)
        {
            body["auth"]!["scope"] = new JsonObject
            {
                ["project"] = new JsonObject
                {
                    ["name"] = project,
                    ["domain"] = new JsonObject { ["name"] = account.ProjectDomain },
                },
            };
        }
        var content = new StringContent(body.ToJsonString());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var url = account.AuthUrl.ToString().TrimEnd('/') + "/auth/tokens";
        return new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
    }

    public static async Task<SwiftToken> ReadAsync(
        string what, SwiftAccount account, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            using var document = JsonDocument.Parse(await JsonInput.ReadAsync(body, cancellationToken));
            if (answer.Headers.TryGetValues("X-Subject-Token", out var tokens)
                && FindObjectStore(document.RootElement, account.Region) is { } url)
            {
                return new SwiftToken(url, tokens.First());
            }
        }
        catch (JsonException exception)
        {
            throw new ObjectStoreException(
                ObjectStoreFailure.Other, $"{what}: what answers there is no Keystone: {exception.Message}", exception);
        }
        var region = account.Region is { } name ? $" in region {name}" : "";
        throw new ObjectStoreException(
            ObjectStoreFailure.Other,
            $"{what}: its catalogue has no public object-store{region}; is the project right?");
    }

    private static string? FindObjectStore(JsonElement root, string? region)
    {
        foreach (var service in Items(Member(Member(root, "token"), "catalog")))
        {
            if (Text(service, "type") != "object-store")
                continue;
            foreach (var endpoint in Items(Member(service, "endpoints")))
            {
                if (Text(endpoint, "interface") == "public" && Text(endpoint, "url") is { } url
                    && (region is null || Text(endpoint, "region") == region || Text(endpoint, "region_id") == region))
                {
                    return url;
                }
            }
        }
        return null;
    }

    private static JsonElement Member(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member)
            ? member
            : default;

    private static JsonElement[] Items(JsonElement element)
        => element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [];

    private static string? Text(JsonElement element, string name)
        => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
