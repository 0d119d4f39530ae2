using System.Net.Http.Headers;
using System.Text;
using PxSharp.Cube;
using PxSharp.Cube.Registration;
using PxSharp.Dicom;
using PxSharp.Services;
using PxSharp.Tests.Cube.StandIn;
using PxSharp.Tests.Receive;
using Xunit;

namespace PxSharp.Tests.Cube;

/// <summary>What a registration does when CUBE, its storage and our record do not go together.</summary>
public sealed class RegistrarStorageSpecs : IAsyncDisposable
{
    private readonly BaseMount _mount = new();
    private readonly CubeStandIn _old = new();
    private readonly CubeStandIn _new = new(registersSeries: true);
    private readonly List<RegistrationFile> _files = [];

    public async ValueTask DisposeAsync()
    {
        _old.Dispose();
        _new.Dispose();
        await _mount.DisposeAsync();
    }

    [Fact]
    public async Task Waits_for_what_was_pushed_and_is_not_listed_yet()
    {
        Add(1);
        Add(2);
        // Not more often than one file alone may ask.
        var asked = 0;
        _old.Storage = () => Task.FromResult<IReadOnlyList<string>>(
            Interlocked.Increment(ref asked) <= 3 ? [] : [.. _files.Select(file => file.ObjectPath!)]);

        var events = await Run(_old);

        Assert.Equal(2, events.OfType<FileRegistered>().Count());
        Assert.True(asked > 3);
    }

    [Fact]
    public async Task Does_not_wait_for_each_file_when_CUBE_looks_into_another_storage()
    {
        for (var number = 1; number <= 50; number++)
            Add(number);

        var events = await Run(_old);

        Assert.Equal(50, events.OfType<FileNotRegistered>().Count());
        Assert.All(
            events.OfType<FileNotRegistered>(),
            file => Assert.Contains("to the storage that CUBE has", file.Reason, StringComparison.Ordinal));
        Assert.InRange(_old.Registrations.Count, 53, 70);
    }

    [Fact]
    public async Task Does_not_wait_for_what_was_never_pushed()
    {
        Add(1);
        _files[0] = _files[0] with { ObjectPath = null };

        Assert.Single((await Run(_old)).OfType<FileNotRegistered>());

        Assert.Single(_old.Registrations);
    }

    [Fact]
    public async Task Does_not_take_a_series_for_registered_that_CUBE_is_about_to_delete()
    {
        Add(1);
        _new.Store(_files.Select(file => file.ObjectPath!));
        await Run(_new);
        _new.DeletesLater = true;
        await Delete("pacs/series/1/");

        var events = await Run(_new);

        Assert.Contains(
            "about to delete", Assert.Single(events.OfType<FileNotRegistered>()).Reason, StringComparison.Ordinal);
        Assert.Single(_new.Registrations);

        _new.DeletesLater = false;
        await Delete("pacs/series/1/");

        Assert.False(Assert.Single((await Run(_new)).OfType<FileRegistered>()).WasThere);
    }

    [Fact]
    public async Task Says_that_the_files_of_a_series_are_registered_with_another()
    {
        Add(1);
        _new.Store(_files.Select(file => file.ObjectPath!));
        await Run(_new);
        var path = _files[0].ObjectPath!;
        _files.Clear();
        Add(1, series: Instances.Series + ".2", path: path);

        var events = await Run(_new);

        var refused = Assert.Single(events.OfType<FileNotRegistered>());
        Assert.Contains($"CUBE has {path} in its register already", refused.Reason, StringComparison.Ordinal);
        Assert.Single(_new.Registrations);
    }

    [Fact]
    public async Task Says_of_a_CUBE_that_only_shows_series_which_versions_do()
    {
        Add(1);
        _new.Store(_files.Select(file => file.ObjectPath!));
        _new.ShowsOnly = true;

        var refused = Assert.Single((await Run(_new)).OfType<FileNotRegistered>());

        Assert.Contains("6.3.0-beta.1 to beta.5", refused.Reason, StringComparison.Ordinal);
        Assert.Empty(_new.Series);
    }

    private async Task<List<RegisterEvent>> Run(CubeStandIn cube)
    {
        var service = new CubeService(new Uri(cube.Url), "chris", new Secret("chris1234"));
        using var client = await CubeClient.ConnectAsync(
            service,
            new CubeOptions { Retries = 1, RetryDelay = TimeSpan.Zero, LongestRetryDelay = TimeSpan.Zero },
            cancellationToken: TestContext.Current.CancellationToken);
        var options = new RegisterOptions { PacsName = "ORTHANC", StorageDelay = TimeSpan.Zero };
        return await new Registrar(client, options, _mount.Index)
            .RunAsync(_files.ToAsyncEnumerable(), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    private async Task Delete(string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Delete, _new.Url + path);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("chris:chris1234")));
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(202, (int)answer.StatusCode);
    }

    private void Add(int number, string series = Instances.Series, string? path = null)
    {
        var head = Instances.Make(number, 10, series);
        var file = _mount[$"{series}-{number:00}.dcm"];
        using (var stream = File.Create(file))
            new DicomFile(head, TransferSyntax.ExplicitVRLittleEndian).Write(stream);
        _files.Add(new RegistrationFile(
            file, path ?? ServicesPath.Of("ORTHANC", ServicesPath.DefaultLayout, head)));
    }
}
