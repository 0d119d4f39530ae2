using PxSharp.Cube;
using PxSharp.Services;
using PxSharp.Tests.Cube.StandIn;
using Xunit;

namespace PxSharp.Tests.Cube;

public sealed class CubeClientSpecs : IDisposable
{
    private const string Path = "SERVICES/PACS/ORTHANC/P/ST/SE/0001-1.2.3.dcm";

    private static readonly CubeOptions Quick = new() { RetryDelay = TimeSpan.Zero, LongestRetryDelay = TimeSpan.Zero };

    private readonly CubeStandIn _cube = new();
    private readonly CubeStandIn _newCube = new(registersSeries: true);

    public void Dispose()
    {
        _cube.Dispose();
        _newCube.Dispose();
    }

    [Fact]
    public async Task Knows_the_generation_by_the_links_that_the_server_gives()
    {
        using var old = await Connect(_cube);
        using var newer = await Connect(_newCube);

        Assert.Equal(CubeGeneration.Files, old.Generation);
        Assert.Equal(CubeGeneration.Series, newer.Generation);
    }

    [Fact]
    public async Task Registers_a_file_and_finds_it()
    {
        _cube.Store(Path);
        using var client = await Connect(_cube);

        Assert.Equal(CubeAddition.Added, await client.AddFileAsync(Fields()));

        Assert.Equal(Path, Assert.Single(await Files(client)).Path);
        Assert.Equal("ORTHANC", (string?)Assert.Single(_cube.Files)["pacs_identifier"]);
    }

    [Fact]
    public async Task Says_of_a_file_that_is_there_that_it_is()
    {
        _cube.Store(Path);
        using var client = await Connect(_cube);
        await client.AddFileAsync(Fields());

        Assert.Equal(CubeAddition.AlreadyThere, await client.AddFileAsync(Fields()));

        Assert.Single(_cube.Files);
    }

    [Fact]
    public async Task Registers_a_series_and_finds_its_files()
    {
        _newCube.Store(Path, Path + "x.dcm");
        using var client = await Connect(_newCube);

        Assert.Equal(CubeAddition.Added, await client.AddSeriesAsync(SeriesFields(2)));
        Assert.Equal(CubeAddition.AlreadyThere, await client.AddSeriesAsync(SeriesFields(2)));

        Assert.Equal(2, (await Files(client)).Count);
        Assert.Single(_newCube.Series);
    }

    [Fact]
    public async Task Names_the_field_that_is_refused_and_the_reason()
    {
        _cube.Store(Path);
        using var client = await Connect(_cube);

        var refused = await Fails(() => client.AddFileAsync(Fields(("StudyDate", "20230115"), ("PatientSex", "X"))));

        Assert.Equal(CubeFailure.Refused, refused.Failure);
        Assert.False(refused.ConcernsWholeServer);
        Assert.Equal(
            [
                new("StudyDate", "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."),
                new("PatientSex", "\"X\" is not a valid choice."),
            ],
            refused.Refusals);
        Assert.Contains("PatientSex: \"X\" is not a valid choice.", refused.Message, StringComparison.Ordinal);
        Assert.Single(_cube.Registrations);
    }

    [Fact]
    public async Task Gives_the_reason_of_a_whole_that_is_refused_without_a_field()
    {
        _newCube.Store(Path);
        using var client = await Connect(_newCube);

        var refused = await Fails(() => client.AddSeriesAsync(SeriesFields(7)));

        var refusal = Assert.Single(refused.Refusals);
        Assert.Null(refusal.Field);
        Assert.Contains("different from the ndicom(7)", refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public async Task Reads_every_page_of_a_list(int count)
    {
        var paths = Enumerable.Range(0, count).Select(i => $"SERVICES/PACS/ORTHANC/P/ST/SE/{i:0000}.dcm").ToList();
        _cube.Store(paths);
        using var client = await Connect(_cube, options: Quick with { PageLength = 10 });
        foreach (var path in paths)
            await client.AddFileAsync(Fields(("path", path)));

        Assert.Equal(paths, (await Files(client)).Select(file => file.Path));
    }

    [Fact]
    public async Task Finds_only_the_series_and_the_PACS_that_are_asked_for()
    {
        _cube.Store(Path, Path.Replace("ORTHANC", "OTHER", StringComparison.Ordinal), Path + ".dcm");
        using var client = await Connect(_cube);
        await client.AddFileAsync(Fields());
        await client.AddFileAsync(
            Fields(("path", Path.Replace("ORTHANC", "OTHER", StringComparison.Ordinal)), ("pacs_name", "OTHER")));
        await client.AddFileAsync(Fields(("path", Path + ".dcm"), ("SeriesInstanceUID", "1.2.9")));

        Assert.Equal(2, (await Files(client, null)).Count);
        Assert.Equal(Path, Assert.Single(await Files(client)).Path);
    }

    [Fact]
    public async Task Asks_for_one_token_for_all_requests()
    {
        using var client = await Connect(_cube);
        _ = await Files(client);

        Assert.Equal(1, _cube.TokensGiven);
        Assert.All(_cube.Requests.Skip(1), request => Assert.StartsWith("Token ", request.Authorization));
    }

    [Fact]
    public async Task Asks_for_a_new_token_when_the_old_one_is_no_longer_good()
    {
        _cube.Store(Path);
        using var client = await Connect(_cube);
        _cube.ForgetTokens();

        Assert.Equal(CubeAddition.Added, await client.AddFileAsync(Fields()));

        Assert.Equal(2, _cube.TokensGiven);
    }

    [Fact]
    public async Task Gives_the_password_itself_where_there_are_no_tokens()
    {
        _cube.GivesTokens = false;
        _cube.Store(Path);
        using var client = await Connect(_cube);

        Assert.Equal(CubeAddition.Added, await client.AddFileAsync(Fields()));
        Assert.StartsWith("Basic ", _cube.Requests[^1].Authorization);
    }

    [Fact]
    public async Task Says_that_user_or_password_is_wrong_and_keeps_the_password_to_itself()
    {
        var refused = await Fails(async () => await Connect(_cube, "chris", "not-the-secret"));

        Assert.Equal(CubeFailure.Denied, refused.Failure);
        Assert.True(refused.ConcernsWholeServer);
        Assert.Contains("as chris: 400 BadRequest: Unable to log in", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-secret", refused.ToString(), StringComparison.Ordinal);
        Assert.Single(_cube.Requests);
    }

    [Fact]
    public async Task Says_that_a_token_is_wrong_and_keeps_it_to_itself()
    {
        var service = new CubeService(new Uri(_cube.Url), null, null, new Secret("not-the-token"));

        var refused = await Fails(async () => await CubeClient.ConnectAsync(service, Quick));

        Assert.Equal(CubeFailure.Denied, refused.Failure);
        Assert.Contains("Invalid token", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-token", refused + service.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_the_user_may_not_register()
    {
        _cube.Store(Path);
        using var client = await Connect(_cube, "reader", "reader1234");

        var refused = await Fails(() => client.AddFileAsync(Fields()));

        Assert.Equal(CubeFailure.Denied, refused.Failure);
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
        Assert.Contains("only the user chris may register", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_the_user_may_not_read()
    {
        var refused = await Fails(async () => await Connect(_newCube, "guest", "guest1234"));

        Assert.Equal(CubeFailure.Denied, refused.Failure);
        Assert.Contains("pacs_users", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Speaks_plain_JSON_with_a_server_that_refuses_collection_JSON(bool isNew)
    {
        var cube = isNew ? _newCube : _cube;
        cube.RefusesCollectionJson = true;
        cube.Store(Path);
        using var client = await Connect(cube);

        Assert.Equal(isNew ? CubeGeneration.Series : CubeGeneration.Files, client.Generation);
        Assert.Equal(
            CubeAddition.Added,
            isNew ? await client.AddSeriesAsync(SeriesFields(1)) : await client.AddFileAsync(Fields()));
        Assert.Equal(Path, Assert.Single(await Files(client)).Path);
        Assert.Single(cube.Registrations);
    }

    [Fact]
    public async Task Learns_in_the_middle_that_a_body_must_be_plain_JSON()
    {
        _cube.Store(Path);
        using var client = await Connect(_cube);
        _cube.RefusesCollectionJson = true;

        Assert.Equal(CubeAddition.Added, await client.AddFileAsync(Fields()));
        Assert.Single(_cube.Files);
    }

    [Fact]
    public async Task Takes_host_and_port_of_no_link_so_that_the_token_stays_with_the_server()
    {
        _cube.PublicOrigin = "https://cube.example.org";
        _cube.Store(Path);
        using var client = await Connect(_cube);

        Assert.Equal(CubeAddition.Added, await client.AddFileAsync(Fields()));
        Assert.Single(await Files(client));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(null)]
    public async Task Asks_again_when_the_server_fails_for_a_moment(int? statusCode)
    {
        using var client = await Connect(_cube);
        FailTwice(request => request.Path.EndsWith("search/", StringComparison.Ordinal), new(statusCode));

        Assert.Empty(await Files(client));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(null)]
    public async Task Asks_whether_it_is_there_before_it_sends_a_registration_again(int? statusCode)
    {
        _cube.Store(Path);
        using var client = await Connect(_cube);
        FailTwice(request => request.IsRegistration, new(statusCode, IsAfterWork: true));

        Assert.Equal(CubeAddition.Added, await client.AddFileAsync(Fields()));

        Assert.Single(_cube.Registrations);
        Assert.Equal("fname_exact", _cube.Requests[^1].Query.First().Key);
        Assert.Single(_cube.Files);
    }

    [Fact]
    public async Task Sends_a_registration_again_that_did_not_get_there()
    {
        _newCube.Store(Path);
        using var client = await Connect(_newCube);
        var fault = FailTwice(_newCube, request => request.IsRegistration, StandInFault.Broken);

        Assert.Equal(CubeAddition.Added, await client.AddSeriesAsync(SeriesFields(1)));

        Assert.Equal(2, fault());
        Assert.Equal(3, _newCube.Registrations.Count);
        Assert.Single(_newCube.Series);
    }

    [Fact]
    public async Task Gives_up_after_as_many_tries_as_it_was_told()
    {
        using var client = await Connect(_cube, options: Quick with { Retries = 2 });
        _cube.Fault = _ => new(500);
        var before = _cube.Requests.Count;

        var failed = await Fails(async () => await Files(client));

        Assert.Equal(CubeFailure.Unreachable, failed.Failure);
        Assert.Contains("500 InternalServerError: Internal server error (tried 3 times)", failed.Message,
            StringComparison.Ordinal);
        Assert.Equal(3, _cube.Requests.Count - before);
    }

    [Fact]
    public async Task Says_that_nobody_is_there()
    {
        var url = _cube.Url;
        _cube.Dispose();

        var failed = await Fails(
            async () => await CubeClient.ConnectAsync(
                new CubeService(new Uri(url), "chris", new Secret("chris1234")), Quick));

        Assert.Equal(CubeFailure.Unreachable, failed.Failure);
        Assert.True(failed.ConcernsWholeServer);
        Assert.Contains(url, failed.Message, StringComparison.Ordinal);
        Assert.Contains("tried 5 times", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_for_no_answer_longer_than_it_was_told()
    {
        using var client = await Connect(
            _cube, options: Quick with { RequestTimeout = TimeSpan.FromMilliseconds(200), Retries = 0 });
        var never = new TaskCompletionSource();
        _cube.Fault = _ => new(Silence: never.Task);

        var failed = await Fails(async () => await Files(client));

        never.SetResult();
        Assert.Contains("no answer within 0.2 s", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_at_once_when_it_is_cancelled()
    {
        using var client = await Connect(_cube);
        using var cancel = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        _cube.Fault = _ =>
        {
            cancel.Cancel();
            return new(Silence: never.Task);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.AddFileAsync(Fields(), cancel.Token).AsTask());
        never.SetResult();
    }

    [Fact]
    public async Task Says_that_something_else_answers_there()
    {
        var service = new CubeService(
            new Uri(_cube.Url.Replace("v1", "v9", StringComparison.Ordinal)), "chris", new Secret("x"));

        var failed = await Fails(async () => await CubeClient.ConnectAsync(service, Quick));

        Assert.Equal(CubeFailure.NotCube, failed.Failure);
        Assert.Contains("check the address", failed.Message, StringComparison.Ordinal);
    }

    private int _faults;

    private void FailTwice(Func<StandInRequest, bool> when, StandInFault fault) => FailTwice(_cube, when, fault);

    private Func<int> FailTwice(CubeStandIn cube, Func<StandInRequest, bool> when, StandInFault fault)
    {
        cube.Fault = request => when(request) && Interlocked.Increment(ref _faults) <= 2 ? fault : null;
        return () => Math.Min(_faults, 2);
    }

    private static Task<CubeClient> Connect(
        CubeStandIn cube, string user = "chris", string password = "chris1234", CubeOptions? options = null)
        => CubeClient.ConnectAsync(
            new CubeService(new Uri(cube.Url), user, new Secret(password)), options ?? Quick);

    private static async Task<CubeException> Fails<T>(Func<ValueTask<T>> action)
        => await Assert.ThrowsAsync<CubeException>(async () => await action());

    private static async Task<List<CubeFile>> Files(CubeClient client, string? pacsName = "ORTHANC")
    {
        var files = new List<CubeFile>();
        await foreach (var file in client.ListFilesAsync("1.2.3", pacsName))
            files.Add(file);
        return files;
    }

    private static List<KeyValuePair<string, string>> Fields(params (string Name, string Value)[] changes)
    {
        var fields = new Dictionary<string, string>
        {
            ["PatientID"] = "P1",
            ["PatientName"] = "Doe^Jane",
            ["StudyDate"] = "2023-01-15",
            ["StudyInstanceUID"] = "1.2",
            ["SeriesInstanceUID"] = "1.2.3",
            ["pacs_name"] = "ORTHANC",
            ["path"] = Path,
        };
        foreach (var (name, value) in changes)
            fields[name] = value;
        return [.. fields];
    }

    private static List<KeyValuePair<string, string>> SeriesFields(int count)
        => Fields(("path", "SERVICES/PACS/ORTHANC/P/ST/SE"), ("ndicom", count.ToString(null, null)));
}
