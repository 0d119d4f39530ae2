using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PxSharp.Tests.Cube.StandIn;
using Xunit;

namespace PxSharp.Tests.Cube;

/// <summary>The stand-in does what CUBE was seen to do, also where our client never asks for it.</summary>
public sealed class CubeStandInSpecs : IDisposable
{
    private const string Collection = "application/vnd.collection+json";
    private const string Folder = "SERVICES/PACS/ORTHANC/series";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly CubeStandIn _old = new();
    private readonly CubeStandIn _new = new(registersSeries: true);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public void Dispose()
    {
        _http.Dispose();
        _old.Dispose();
        _new.Dispose();
    }

    [Fact]
    public async Task Anybody_sees_the_links_and_nobody_else_the_lists()
    {
        Assert.Equal(200, (await AskAsync(_old, "", user: null)).Status);
        Assert.Equal(401, (await AskAsync(_old, "pacsfiles/", user: null)).Status);
        Assert.Equal(401, (await AskAsync(_old, "pacsfiles/", user: "nobody")).Status);
        Assert.Equal(200, (await AskAsync(_old, "pacsfiles/", user: "guest")).Status);
        Assert.Equal(403, (await AskAsync(_new, "pacs/series/", user: "guest")).Status);
        Assert.Equal(200, (await AskAsync(_new, "pacs/series/", user: "reader")).Status);
    }

    [Theory]
    [InlineData("pacsfiles", Collection, 301)]
    [InlineData("pacsfiles/", "text/csv", 406)]
    [InlineData("pacs/series/", Collection, 404)]
    [InlineData("pacsfiles/1/", Collection, 404)]
    public async Task Answers_what_cannot_be_asked_as_CUBE_does(string path, string accept, int status) =>
        Assert.Equal(status, (await AskAsync(_old, path, accept: accept)).Status);

    [Theory]
    [InlineData("text/plain", "x", 415)]
    [InlineData("application/x-www-form-urlencoded", "path=x", 500)]
    [InlineData("application/json", "{", 400)]
    public async Task Refuses_bodies_of_other_kinds(string contentType, string body, int status) =>
        Assert.Equal(status, (await SendAsync(_old, "pacsfiles/", body, contentType)).Status);

    [Theory]
    [InlineData("path", null, "This field is required.")]
    [InlineData("path", "elsewhere/a.dcm", "File path must start with 'SERVICES/PACS/'.")]
    [InlineData("StudyDate", "20230115", "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.")]
    [InlineData("PatientBirthDate", "", "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.")]
    [InlineData("PatientAge", "042Y", "A valid integer is required.")]
    [InlineData("PatientSex", "X", "\"X\" is not a valid choice.")]
    [InlineData("PatientID", "", "This field may not be blank.")]
    [InlineData("pacs_name", "a23456789012345678901", "Ensure this field has no more than 20 characters.")]
    [InlineData("path", "/" + Folder + "/other.dcm/", "Could not find this path.")]
    public async Task Refuses_a_field_in_CUBEs_words_in_both_JSONs(string field, string? value, string why)
    {
        _old.Store(Folder + "/1.dcm");
        var fields = Fields(Folder + "/1.dcm");
        fields.Remove(field);
        if (value is not null)
            fields[field] = value;

        var plain = await SendAsync(_old, "pacsfiles/", fields.ToJsonString(), "application/json", "application/json");
        var collection = await SendAsync(_old, "pacsfiles/", fields.ToJsonString(), "application/json");

        Assert.Equal((400, 400), (plain.Status, collection.Status));
        Assert.Equal(why, (string)plain.Json![field]![0]!);
        var message = JsonNode.Parse((string)collection.Json!["collection"]!["error"]!["message"]!)!;
        Assert.Equal(why, (string)message[field]![0]!);
        Assert.Empty(_old.Files);
    }

    [Fact]
    public async Task Registers_once_and_shows_it_under_its_number()
    {
        _old.Store(Folder + "/1.dcm");
        var body = Fields(Folder + "/1.dcm").ToJsonString();

        var first = await SendAsync(_old, "pacsfiles/", body, "application/json", "application/json");
        var second = await SendAsync(_old, "pacsfiles/", body, "application/json", "application/json");
        var one = await AskAsync(_old, "pacsfiles/1/", accept: "application/json");

        Assert.Equal((201, 400, 200), (first.Status, second.Status, one.Status));
        Assert.Equal("File has already been registered.", (string)second.Json!["path"]![0]!);
        Assert.Equal(Folder + "/1.dcm", (string)one.Json!["fname"]!);
    }

    [Fact]
    public async Task Counts_the_files_of_a_folder_and_takes_a_series_once_until_it_is_deleted()
    {
        _new.Store(Folder + "/1.dcm", Folder + "/deep/2.dcm", Folder + "/note.txt");
        var fields = Fields(Folder);
        fields["ndicom"] = 3;
        var wrong = await SendAsync(_new, "pacs/series/", fields.ToJsonString(), "application/json");
        fields["ndicom"] = 2;
        var body = fields.ToJsonString();

        var first = await SendAsync(_new, "pacs/series/", body, "application/json");
        var second = await SendAsync(_new, "pacs/series/", body, "application/json", "application/json");
        var gone = await SendAsync(_new, "pacs/series/1/", "", "application/json", method: HttpMethod.Delete);

        Assert.Equal((400, 201, 400, 202), (wrong.Status, first.Status, second.Status, gone.Status));
        Assert.Equal(
            "A DICOM series with SeriesInstanceUID=1.2.3 already registered for pacs ORTHANC",
            (string)second.Json![0]!);
        Assert.Empty(_new.Series);
        Assert.Equal(201, (await SendAsync(_new, "pacs/series/", body, "application/json")).Status);
    }

    [Fact]
    public async Task Pages_are_ten_long_and_lead_on_and_back_and_unknown_filters_are_none()
    {
        for (var number = 10; number < 35; number++)
        {
            _old.Store($"{Folder}/{number}.dcm");
            await SendAsync(
                _old, "pacsfiles/", Fields($"{Folder}/{number}.dcm").ToJsonString(), "application/json");
        }

        var first = (await AskAsync(
            _old, "pacsfiles/search/?Modality=CT&PatientID=P", accept: "application/json")).Json!;
        var next = (string)first["next"]!;
        var second = (await AskAsync(_old, next[_old.Url.Length..], accept: "application/json")).Json!;

        Assert.Equal((25, 10), ((int)first["count"]!, first["results"]!.AsArray().Count));
        Assert.Null(first["previous"]);
        Assert.NotNull(second["previous"]);
        Assert.Equal($"{Folder}/20.dcm", (string)second["results"]![0]!["fname"]!);
        Assert.Equal(0, (int)(await AskAsync(
            _old, "pacsfiles/search/?min_PatientAge=20000", accept: "application/json")).Json!["count"]!);
    }

    private static JsonObject Fields(string path) => new()
    {
        ["path"] = path,
        ["PatientID"] = "P",
        ["PatientAge"] = 15330,
        ["StudyDate"] = "2023-01-15",
        ["StudyInstanceUID"] = "1.2",
        ["SeriesInstanceUID"] = "1.2.3",
        ["Modality"] = "MR",
        ["pacs_name"] = "ORTHANC",
    };

    private async Task<(int Status, JsonNode? Json)> AskAsync(
        CubeStandIn cube, string path, string? user = "chris", string accept = Collection)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, cube.Url + path);
        return await SendAsync(request, user, accept);
    }

    private async Task<(int Status, JsonNode? Json)> SendAsync(
        CubeStandIn cube,
        string path,
        string body,
        string contentType,
        string accept = Collection,
        HttpMethod? method = null)
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, cube.Url + path) { Content = content };
        return await SendAsync(request, "chris", accept);
    }

    private async Task<(int Status, JsonNode? Json)> SendAsync(HttpRequestMessage request, string? user, string accept)
    {
        request.Headers.Accept.ParseAdd(accept);
        if (user is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{user}1234")));
        }
        using var answer = await _http.SendAsync(request, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return ((int)answer.StatusCode, isJson && text.Length > 0 ? JsonNode.Parse(text) : null);
    }
}
