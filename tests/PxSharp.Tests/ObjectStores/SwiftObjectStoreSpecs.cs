using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Swift;
using PxSharp.Services;
using Xunit;

namespace PxSharp.Tests.ObjectStores;

public sealed class SwiftObjectStoreSpecs : IDisposable
{
    private static readonly ObjectStoreOptions Hasty = new()
    {
        Retries = 3,
        RetryDelay = TimeSpan.Zero,
        LongestRetryDelay = TimeSpan.Zero,
    };

    private readonly SwiftStandIn _swift = new();

    public void Dispose() => _swift.Dispose();

    [Fact]
    public async Task Logs_in_at_Keystone_with_user_domain_and_project()
    {
        await using var store = Open(Keystone() with { UserDomain = "people", ProjectDomain = "work" });

        await PutAsync(store, "a", [1, 2, 3]);

        var auth = _swift.Login!["auth"]!;
        Assert.Equal(["password"], auth["identity"]!["methods"]!.AsArray().Select(method => (string?)method));
        Assert.Equal("alice", (string?)auth["identity"]!["password"]!["user"]!["name"]);
        Assert.Equal("people", (string?)auth["identity"]!["password"]!["user"]!["domain"]!["name"]);
        Assert.Equal("imaging", (string?)auth["scope"]!["project"]!["name"]);
        Assert.Equal("work", (string?)auth["scope"]!["project"]!["domain"]!["name"]);
        Assert.Equal([1, 2, 3], _swift.Objects["users/a"]);
        Assert.Equal(1, _swift.Logins);
    }

    [Theory]
    [InlineData(null, "/v1/AUTH_one/")]
    [InlineData("two", "/v1/AUTH_two/")]
    public async Task Goes_to_the_public_object_store_of_the_region(string? region, string expected)
    {
        _swift.Catalogue =
        [
            SwiftStandIn.Service("identity", ("one", "http://127.0.0.1:1/v3")),
            SwiftStandIn.Service(
                "object-store", ("one", $"{_swift.Address}v1/AUTH_one"), ("two", $"{_swift.Address}v1/AUTH_two")),
        ];
        await using var store = Open(Keystone() with { Region = region });

        await PutAsync(store, "a", [1]);

        Assert.Contains(expected, Assert.Single(_swift.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_project_has_no_object_store()
    {
        _swift.Catalogue = [SwiftStandIn.Service("identity", ("one", "http://127.0.0.1:1/v3"))];
        await using var store = Open(Keystone());

        var error = await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync(store, "a", [1]));

        Assert.Contains("is the project right?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>502</html>")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("")]
    public async Task Says_that_an_answer_does_not_tell_whether_a_large_object_was_deleted(string answer)
    {
        _swift.Objects["users/a"] = [1];
        _swift.Headers["X-Static-Large-Object"] = "True";
        _swift.DeleteAnswer = answer;
        await using var store = Open(VersionOne());

        var error = await Assert.ThrowsAsync<ObjectStoreException>(
            () => store.DeleteAsync("a", TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(ObjectStoreFailure.Other, error.Failure);
        Assert.StartsWith(store.Location, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("may still be there: delete it again", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_denied_with_a_wrong_secret_and_shows_none(bool isKeystone)
    {
        var account = (isKeystone ? Keystone() : VersionOne()) with { Secret = new Secret("a-Wrong-One") };
        await using var store = Open(account);

        var error = await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync(store, "a", [1]));

        Assert.Equal(ObjectStoreFailure.Denied, error.Failure);
        Assert.Contains("check the user and the secret", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-Wrong-One", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("chris1234", error.Message, StringComparison.Ordinal);
        Assert.Empty(_swift.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Asks_for_one_new_token_when_the_old_one_has_ended(bool isKeystone)
    {
        await using var store = Open(isKeystone ? Keystone() : VersionOne());
        await PutAsync(store, "a", [1]);
        _swift.EndToken();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => PutAsync(store, $"b/{i}", [1])));

        Assert.Equal(2, _swift.Logins);
        Assert.Equal(21, _swift.Objects.Count);
    }

    [Fact]
    public async Task Does_not_ask_for_tokens_without_end()
    {
        _swift.Fault = static (_, _) => (401, null);
        await using var store = Open(VersionOne());

        var error = await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync(store, "a", [1]));

        Assert.Equal(ObjectStoreFailure.Denied, error.Failure);
        Assert.Equal(2, _swift.Logins);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(498)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Tries_again_what_may_pass(int status)
    {
        // It waits as long as the server asks for, but no longer than the options say.
        _swift.Fault = (number, _) => number <= 3 ? (status, "3600") : null;
        await using var store = Open(VersionOne());

        await PutAsync(store, "a", [1, 2]);

        Assert.Equal(4, _swift.Requests.Count);
        Assert.Equal([1, 2], _swift.Objects["users/a"]);
    }

    [Fact]
    public async Task Gives_up_in_the_end_and_says_how_often_it_tried()
    {
        _swift.Fault = static (_, _) => (503, null);
        await using var store = Open(VersionOne());

        var error = await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync(store, "a", [1]));

        Assert.Equal(ObjectStoreFailure.Unreachable, error.Failure);
        Assert.EndsWith("(tried 4 times)", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, _swift.Requests.Count);
    }

    [Theory]
    [InlineData(400, ObjectStoreFailure.Other)]
    [InlineData(403, ObjectStoreFailure.Denied)]
    [InlineData(411, ObjectStoreFailure.Other)]
    [InlineData(413, ObjectStoreFailure.Full)]
    [InlineData(507, ObjectStoreFailure.Full)]
    public async Task Does_not_try_again_what_will_not_pass(int status, ObjectStoreFailure failure)
    {
        _swift.Fault = (_, _) => (status, null);
        await using var store = Open(VersionOne());

        var error = await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync(store, "a", [1]));

        Assert.Equal(failure, error.Failure);
        Assert.Contains($"{status}", error.Message, StringComparison.Ordinal);
        Assert.Single(_swift.Requests);
    }

    [Fact]
    public async Task Makes_a_container_that_is_not_there()
    {
        _swift.Containers = [];
        await using var store = Open(VersionOne());

        await PutAsync(store, "a", [1]);

        Assert.Equal(["users"], _swift.Containers);
        Assert.Equal(
            ["PUT /v1/AUTH_chris/users/a", "PUT /v1/AUTH_chris/users", "PUT /v1/AUTH_chris/users/a"], _swift.Requests);
    }

    [Fact]
    public async Task Does_not_take_an_upload_for_good_whose_tag_is_another_one()
    {
        _swift.Headers["ETag"] = new string('0', 32);
        await using var store = Open(VersionOne());

        var error = await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync(store, "a", [1]));

        Assert.Equal(ObjectStoreFailure.Corrupt, error.Failure);
        Assert.Equal(4, _swift.Requests.Count);
    }

    [Fact]
    public async Task Does_not_take_a_damaged_download_for_good()
    {
        _swift.Objects["users/a"] = [1, 2, 3];
        _swift.Headers["ETag"] = new string('0', 32);
        await using var store = Open(VersionOne());

        var error = await Assert.ThrowsAsync<ObjectStoreException>(
            async () => await store.GetAsync("a", Stream.Null, TestContext.Current.CancellationToken));

        Assert.Equal(ObjectStoreFailure.Corrupt, error.Failure);
    }

    [Fact]
    public async Task Does_not_take_a_large_object_of_another_tool_for_damaged()
    {
        _swift.Objects["users/a"] = [1, 2, 3];
        _swift.Headers["ETag"] = $"\"{new string('0', 32)}\"";
        _swift.Headers["X-Object-Manifest"] = "users_segments/a/";
        _swift.SaysLength = false;
        await using var store = Open(VersionOne());
        using var copy = new MemoryStream();

        await store.GetAsync("a", copy, TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3], copy.ToArray());
        Assert.Null((await store.FindAsync("a", TestContext.Current.CancellationToken))!.Checksum);
    }

    [Fact]
    public async Task Lists_a_hundred_thousand_names_page_by_page()
    {
        _swift.Names = [.. Enumerable.Range(0, 100_000).Select(i => $"SERVICES/PACS/org/{i:000000}.dcm")];
        await using var store = Open(VersionOne());

        var listed = await store.ListAsync("SERVICES/", TestContext.Current.CancellationToken)
            .Select(found => found.Name).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(_swift.Names, listed);
        Assert.InRange(_swift.Requests.Count, 100, 101);
    }

    [Fact]
    public async Task Has_no_more_under_way_at_once_than_it_was_told()
    {
        var full = new TaskCompletionSource();
        await using var store = Open(VersionOne(), Hasty with { Parallelism = 3 });
        await PutAsync(store, "first", [1]);
        var waiting = 0;
        _swift.Wait = () =>
        {
            if (Interlocked.Increment(ref waiting) == 3)
                full.TrySetResult();
            return full.Task;
        };

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => PutAsync(store, $"a/{i}", [1])));

        Assert.Equal(3, _swift.MostAtOnce);
    }

    [Fact]
    public async Task Waits_no_longer_for_a_server_that_is_silent_than_it_was_told()
    {
        var never = new TaskCompletionSource();
        await using var store = Open(
            VersionOne(), Hasty with { Retries = 0, StallTimeout = TimeSpan.FromMilliseconds(200) });
        await PutAsync(store, "a", [1]);
        _swift.Wait = () => never.Task;

        var error = await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync(store, "b", [1]));

        Assert.Equal(ObjectStoreFailure.Unreachable, error.Failure);
        Assert.Contains("nothing moved", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_apart_what_lies_apart_and_shows_nothing_of_the_secret()
    {
        SwiftAccount[] accounts =
        [
            VersionOne(),
            VersionOne() with { User = "other:chris1234" },
            VersionOne() with { Container = "more" },
            Keystone(),
            Keystone() with { Project = "cardiology" },
            Keystone() with { ProjectDomain = "elsewhere" },
            Keystone() with { Region = "two" },
        ];

        var locations = accounts.Select(account => Open(account).Location).ToList();

        Assert.Equal(accounts.Length, locations.Distinct().Count());
        Assert.All(locations, location => Assert.DoesNotContain("chris1234", location, StringComparison.Ordinal));
        Assert.Equal($"swift+{_swift.Address.GetLeftPart(UriPartial.Authority)}/chris/users", locations[0]);
    }

    private static SwiftObjectStore Open(SwiftAccount account, ObjectStoreOptions? options = null) =>
        new(account, options ?? Hasty);

    private SwiftAccount VersionOne() => new()
    {
        AuthUrl = new Uri(_swift.Address, "auth/v1.0"),
        User = "chris:chris1234",
        Secret = new Secret(SwiftStandIn.Password),
    };

    private SwiftAccount Keystone() => new()
    {
        AuthUrl = new Uri(_swift.Address, "v3"),
        User = "alice",
        Secret = new Secret(SwiftStandIn.Password),
        UsesKeystone = true,
        Project = "imaging",
    };

    private static async Task PutAsync(SwiftObjectStore store, string name, byte[] bytes) =>
        await store.PutAsync(name, ObjectContent.FromBytes(bytes), TestContext.Current.CancellationToken);
}
