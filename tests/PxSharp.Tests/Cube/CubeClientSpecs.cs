using PxSharp.Cube;
using PxSharp.Services;
using Xunit;

namespace PxSharp.Tests.Cube;

public sealed class CubeClientSpecs : CubeClientBench
{
    [Fact]
    public async Task Knows_the_generation_by_the_links_that_the_server_gives()
    {
        using var old = await Connect(OldCube);
        using var newer = await Connect(NewCube);

        Assert.Equal(CubeGeneration.Files, old.Generation);
        Assert.Equal(CubeGeneration.Series, newer.Generation);
    }

    [Fact]
    public async Task Registers_a_file_and_finds_it()
    {
        OldCube.Store(Path);
        using var client = await Connect(OldCube);

        Assert.Equal(CubeAddition.Added, await client.AddFileAsync(Fields()));

        Assert.Equal(Path, Assert.Single(await Files(client)).Path);
        Assert.Equal("ORTHANC", (string?)Assert.Single(OldCube.Files)["pacs_identifier"]);
    }

    [Fact]
    public async Task Says_of_a_file_that_is_there_that_it_is()
    {
        OldCube.Store(Path);
        using var client = await Connect(OldCube);
        await client.AddFileAsync(Fields());

        Assert.Equal(CubeAddition.AlreadyThere, await client.AddFileAsync(Fields()));

        Assert.Single(OldCube.Files);
    }

    [Fact]
    public async Task Registers_a_series_and_finds_its_files()
    {
        NewCube.Store(Path, Path + "x.dcm");
        using var client = await Connect(NewCube);

        Assert.Equal(CubeAddition.Added, await client.AddSeriesAsync(SeriesFields(2)));
        Assert.Equal(CubeAddition.AlreadyThere, await client.AddSeriesAsync(SeriesFields(2)));

        Assert.Equal(2, (await Files(client)).Count);
        Assert.Single(NewCube.Series);
    }

    [Fact]
    public async Task Names_the_field_that_is_refused_and_the_reason()
    {
        OldCube.Store(Path);
        using var client = await Connect(OldCube);

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
        Assert.Single(OldCube.Registrations);
    }

    [Fact]
    public async Task Gives_the_reason_of_a_whole_that_is_refused_without_a_field()
    {
        NewCube.Store(Path);
        using var client = await Connect(NewCube);

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
        OldCube.Store(paths);
        using var client = await Connect(OldCube, options: Quick with { PageLength = 10 });
        foreach (var path in paths)
            await client.AddFileAsync(Fields(("path", path)));

        Assert.Equal(paths, (await Files(client)).Select(file => file.Path));
    }

    [Fact]
    public async Task Finds_only_the_series_and_the_PACS_that_are_asked_for()
    {
        OldCube.Store(Path, Path.Replace("ORTHANC", "OTHER", StringComparison.Ordinal), Path + ".dcm");
        using var client = await Connect(OldCube);
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
        using var client = await Connect(OldCube);
        _ = await Files(client);

        Assert.Equal(1, OldCube.TokensGiven);
        Assert.All(OldCube.Requests.Skip(1), request => Assert.StartsWith("Token ", request.Authorization));
    }

    [Fact]
    public async Task Asks_for_a_new_token_when_the_old_one_is_no_longer_good()
    {
        OldCube.Store(Path);
        using var client = await Connect(OldCube);
        OldCube.ForgetTokens();

        Assert.Equal(CubeAddition.Added, await client.AddFileAsync(Fields()));

        Assert.Equal(2, OldCube.TokensGiven);
    }

    [Fact]
    public async Task Gives_the_password_itself_where_there_are_no_tokens()
    {
        OldCube.GivesTokens = false;
        OldCube.Store(Path);
        using var client = await Connect(OldCube);

        Assert.Equal(CubeAddition.Added, await client.AddFileAsync(Fields()));
        Assert.StartsWith("Basic ", OldCube.Requests[^1].Authorization);
    }

    [Fact]
    public async Task Says_that_user_or_password_is_wrong_and_keeps_the_password_to_itself()
    {
        var refused = await Fails(async () => await Connect(OldCube, "chris", "not-the-secret"));

        Assert.Equal(CubeFailure.Denied, refused.Failure);
        Assert.True(refused.ConcernsWholeServer);
        Assert.Contains("as chris: 400 BadRequest: Unable to log in", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-secret", refused.ToString(), StringComparison.Ordinal);
        Assert.Single(OldCube.Requests);
    }

    [Fact]
    public async Task Says_that_a_token_is_wrong_and_keeps_it_to_itself()
    {
        var service = new CubeService(new Uri(OldCube.Url), null, null, new Secret("not-the-token"));

        var refused = await Fails(async () => await CubeClient.ConnectAsync(service, Quick));

        Assert.Equal(CubeFailure.Denied, refused.Failure);
        Assert.Contains("Invalid token", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-token", refused + service.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_the_user_may_not_register()
    {
        OldCube.Store(Path);
        using var client = await Connect(OldCube, "reader", "reader1234");

        var refused = await Fails(() => client.AddFileAsync(Fields()));

        Assert.Equal(CubeFailure.Denied, refused.Failure);
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
        Assert.Contains("only the user chris may register", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_the_user_may_not_read()
    {
        var refused = await Fails(async () => await Connect(NewCube, "guest", "guest1234"));

        Assert.Equal(CubeFailure.Denied, refused.Failure);
        Assert.Contains("pacs_users", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Speaks_plain_JSON_with_a_server_that_refuses_collection_JSON(bool isNew)
    {
        var cube = isNew ? NewCube : OldCube;
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
        OldCube.Store(Path);
        using var client = await Connect(OldCube);
        OldCube.RefusesCollectionJson = true;

        Assert.Equal(CubeAddition.Added, await client.AddFileAsync(Fields()));
        Assert.Single(OldCube.Files);
    }

    [Fact]
    public async Task Takes_host_and_port_of_no_link_so_that_the_token_stays_with_the_server()
    {
        OldCube.PublicOrigin = "https://cube.example.org";
        OldCube.Store(Path);
        using var client = await Connect(OldCube);

        Assert.Equal(CubeAddition.Added, await client.AddFileAsync(Fields()));
        Assert.Single(await Files(client));
    }

    [Fact]
    public async Task Says_that_something_else_answers_there()
    {
        var service = new CubeService(
            new Uri(OldCube.Url.Replace("v1", "v9", StringComparison.Ordinal)), "chris", new Secret("x"));

        var failed = await Fails(async () => await CubeClient.ConnectAsync(service, Quick));

        Assert.Equal(CubeFailure.NotCube, failed.Failure);
        Assert.Contains("check the address", failed.Message, StringComparison.Ordinal);
    }
}
