using System.Runtime.CompilerServices;
using PxSharp.Cube.Requests;
using PxSharp.Services;

namespace PxSharp.Cube;

/// <summary>A ChRIS backend (CUBE) as one meets it who registers DICOM files there.</summary>
/// <remarks>
/// Speaks collection+json, or plain JSON where the server wants that; finds its way by the links that the server
/// gives. What may pass (no connection, 429, 5xx) is tried again a few times with growing waits; before an addition is
/// sent again, the server is asked whether it is there. Several calls may run at once. All methods throw
/// <see cref="CubeException"/>.
/// </remarks>
public sealed class CubeClient : IDisposable
{
    private const int MostPages = 100_000;

    private readonly CubeRequests _requests;
    private readonly CubeOptions _options;
    private Uri _files;
    private Uri _fileSearch;
    private Uri? _series;
    private Uri? _seriesSearch;

    private CubeClient(CubeService service, CubeOptions options, TimeProvider time)
    {
        Address = service.Address;
        _options = options;
        _requests = new CubeRequests(service, options, time);
        _files = _fileSearch = Address;
    }

    /// <summary>Where its API begins.</summary>
    public Uri Address { get; }

    /// <summary>How it takes files into its register.</summary>
    public CubeGeneration Generation => _series is null ? CubeGeneration.Files : CubeGeneration.Series;

    /// <summary>Logs in, and finds out what the server offers.</summary>
    /// <param name="service">Where it is, and who we are.</param>
    /// <param name="options">Time-outs and retries; finite defaults when null.</param>
    /// <param name="time">Times the waits; the system's clock when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CubeException">It does not answer, does not let us in, or is no CUBE.</exception>
    public static async Task<CubeClient> ConnectAsync(
        CubeService service,
        CubeOptions? options = null,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(service);
        var client = new CubeClient(service, (options ?? new CubeOptions()).Checked(), time ?? TimeProvider.System);
        try
        {
            await client.DiscoverAsync(cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>The files of a series that are in the register.</summary>
    /// <param name="seriesInstanceUID">The series.</param>
    /// <param name="pacsName">The PACS that they are registered for; any when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<CubeFile> ListFilesAsync(
        string seriesInstanceUID,
        string? pacsName = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Generation == CubeGeneration.Files)
        {
            var search = Search(
                _fileSearch, ("SeriesInstanceUID", seriesInstanceUID), ("pacs_identifier", pacsName));
            await foreach (var item in ListAsync(search, cancellationToken))
            {
                // A filter that the server does not know is no filter.
                if (item["SeriesInstanceUID"] == seriesInstanceUID && IsOf(item, pacsName))
                    yield return new CubeFile(item["fname"]);
            }
            yield break;
        }
        await foreach (var series in ListSeriesAsync(seriesInstanceUID, pacsName, cancellationToken))
        {
            await foreach (var file in ListFolderAsync(series.FolderPath, cancellationToken))
                yield return file;
        }
    }

    /// <summary>The series of that UID, one for each PACS that it is registered for; only from CUBE 6 on.</summary>
    /// <param name="seriesInstanceUID">The series.</param>
    /// <param name="pacsName">The PACS; any when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<CubeSeries> ListSeriesAsync(
        string seriesInstanceUID,
        string? pacsName = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_seriesSearch is null)
            throw new InvalidOperationException("this CUBE registers file by file");
        var search = Search(_seriesSearch, ("SeriesInstanceUID", seriesInstanceUID), ("pacs_identifier", pacsName));
        await foreach (var item in ListAsync(search, cancellationToken))
        {
            if (item["SeriesInstanceUID"] == seriesInstanceUID && IsOf(item, pacsName))
            {
                yield return new CubeSeries(seriesInstanceUID, item["pacs_identifier"], item["folder_path"])
                {
                    IsBeingDeleted = item["deletion_status"] == "pending",
                };
            }
        }
    }

    /// <summary>The files in a folder, or below it, that are in the register, of whichever series.</summary>
    /// <param name="folder">The folder: <c>SERVICES/PACS/...</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<CubeFile> ListFolderAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var prefix = folder.Trim('/') + "/";
        await foreach (var item in ListAsync(Search(_fileSearch, ("fname", prefix)), cancellationToken))
        {
            if (item["fname"].StartsWith(prefix, StringComparison.Ordinal))
                yield return new CubeFile(item["fname"]);
        }
    }

    /// <summary>Registers one file; only up to CUBE 5.</summary>
    /// <param name="fields">The fields by CUBE's names, <c>path</c> among them.</param>
    /// <param name="cancellationToken">Gives up; the file may be registered all the same.</param>
    /// <exception cref="CubeException">It is refused, or failed.</exception>
    public ValueTask<CubeAddition> AddFileAsync(
        IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken cancellationToken = default)
    {
        if (Generation != CubeGeneration.Files)
            throw new InvalidOperationException("this CUBE registers series by series");
        var path = Field(fields, "path").Trim('/');
        return _requests.AddAsync(
            _files, fields, _options.RequestTimeout, token => HasFileAsync(path, token), cancellationToken);
    }

    /// <summary>Registers one series; only from CUBE 6 on.</summary>
    /// <param name="fields">
    /// The fields by CUBE's names; <c>path</c> is the folder, <c>ndicom</c> how many files there end in <c>.dcm</c>.
    /// </param>
    /// <param name="cancellationToken">Gives up; the series may be registered all the same.</param>
    /// <exception cref="CubeException">It is refused, or failed.</exception>
    public ValueTask<CubeAddition> AddSeriesAsync(
        IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken cancellationToken = default)
    {
        if (_series is null)
            throw new InvalidOperationException("this CUBE registers file by file");
        var uid = Field(fields, "SeriesInstanceUID");
        var pacsName = Field(fields, "pacs_name");
        return _requests.AddAsync(
            _series, fields, _options.SeriesTimeout, token => HasSeriesAsync(uid, pacsName, token), cancellationToken);
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _requests.Dispose();

    private async Task DiscoverAsync(CancellationToken cancellationToken)
    {
        var root = await _requests.GetAsync(Address, cancellationToken);
        _files = _requests.Follow(root.Link("pacsfiles")
            ?? throw new CubeException(
                CubeFailure.NotCube, $"{Address}: what answers there is no CUBE: it has no link 'pacsfiles'"));
        _fileSearch = await SearchOfAsync(_files, cancellationToken);
        if (root.Link("pacsseries") is { } series)
        {
            _series = _requests.Follow(series);
            _seriesSearch = await SearchOfAsync(_series, cancellationToken);
        }
    }

    /// <summary>Where a list is searched: as it says, or else beneath it.</summary>
    private async ValueTask<Uri> SearchOfAsync(Uri list, CancellationToken cancellationToken)
    {
        var page = await _requests.GetAsync(Search(list, ("limit", "1")), cancellationToken);
        return page.Link("search") is { } search ? _requests.Follow(search) : new Uri(list, "search/");
    }

    private async IAsyncEnumerable<CubeItem> ListAsync(
        Uri first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = first;
        for (var page = 0; ; page++)
        {
            if (page == MostPages)
                throw new CubeException(CubeFailure.NotCube, $"{Address}: a list there does not end");
            var answer = await _requests.GetAsync(next, cancellationToken);
            foreach (var item in answer.Items)
                yield return item;
            if (answer.Items.Count == 0 || answer.Link("next") is not { Length: > 0 } link)
                yield break;
            var following = _requests.Follow(link);
            if (following == next)
                throw new CubeException(CubeFailure.NotCube, $"{Address}: a page there has itself as the next one");
            next = following;
        }
    }

    private async ValueTask<bool> HasFileAsync(string path, CancellationToken cancellationToken)
    {
        await foreach (var item in ListAsync(Search(_fileSearch, ("fname_exact", path)), cancellationToken))
        {
            if (item["fname"] == path)
                return true;
        }
        return false;
    }

    private async ValueTask<bool> HasSeriesAsync(string uid, string pacsName, CancellationToken cancellationToken)
    {
        await foreach (var _ in ListSeriesAsync(uid, pacsName, cancellationToken))
            return true;
        return false;
    }

    private Uri Search(Uri address, params ReadOnlySpan<(string Name, string? Value)> filters)
    {
        var query = new List<string>();
        foreach (var (name, value) in filters)
        {
            if (value is not null)
                query.Add($"{name}={Uri.EscapeDataString(value)}");
        }
        if (!query.Exists(filter => filter.StartsWith("limit=", StringComparison.Ordinal)))
            query.Add($"limit={_options.PageLength}");
        return new UriBuilder(address) { Query = string.Join('&', query) }.Uri;
    }

    private static bool IsOf(CubeItem item, string? pacsName)
        => pacsName is null || item["pacs_identifier"] == pacsName;

    private static string Field(IReadOnlyList<KeyValuePair<string, string>> fields, string name)
        => fields.FirstOrDefault(field => field.Key == name).Value ?? "";
}
