using System.Net.Http.Headers;
using System.Text;
using PxSharp.Cube.Registration;
using PxSharp.Tests.Receive;
using Xunit;

namespace PxSharp.Tests.Cube;

/// <summary>What a registration does when CUBE, its storage and our record do not go together.</summary>
public sealed class RegistrarStorageSpecs : RegistrarBench
{
    [Fact]
    public async Task Waits_for_what_was_pushed_and_is_not_listed_yet()
    {
        AddPushed(1);
        AddPushed(2);
        // Not more often than one file alone may ask.
        var asked = 0;
        OldCube.Storage = () => Task.FromResult<IReadOnlyList<string>>(
            Interlocked.Increment(ref asked) <= 3 ? [] : [.. Files.Select(file => file.ObjectPath!)]);

        var events = await Run(OldCube);

        Assert.Equal(2, events.OfType<FileRegistered>().Count());
        Assert.True(asked > 3);
    }

    [Fact]
    public async Task Does_not_wait_for_each_file_when_CUBE_looks_into_another_storage()
    {
        for (var number = 1; number <= 50; number++)
            AddPushed(number);

        var events = await Run(OldCube);

        Assert.Equal(50, events.OfType<FileNotRegistered>().Count());
        Assert.All(
            events.OfType<FileNotRegistered>(),
            file => Assert.Contains("to the storage that CUBE has", file.Reason, StringComparison.Ordinal));
        Assert.InRange(OldCube.Registrations.Count, 53, 70);
    }

    [Fact]
    public async Task Does_not_wait_for_what_was_never_pushed()
    {
        AddPushed(1);
        Files[0] = Files[0] with { ObjectPath = null };

        Assert.Single((await Run(OldCube)).OfType<FileNotRegistered>());

        Assert.Single(OldCube.Registrations);
    }

    [Fact]
    public async Task Does_not_take_a_series_for_registered_that_CUBE_is_about_to_delete()
    {
        AddPushed(1);
        Store(Files.Select(file => file.ObjectPath!));
        await Run(NewCube);
        NewCube.DeletesLater = true;
        await Delete("pacs/series/1/");

        var events = await Run(NewCube);

        Assert.Contains(
            "about to delete", Assert.Single(events.OfType<FileNotRegistered>()).Reason, StringComparison.Ordinal);
        Assert.Single(NewCube.Registrations);

        NewCube.DeletesLater = false;
        await Delete("pacs/series/1/");

        Assert.False(Assert.Single((await Run(NewCube)).OfType<FileRegistered>()).WasThere);
    }

    [Fact]
    public async Task Says_that_the_files_of_a_series_are_registered_with_another()
    {
        AddPushed(1);
        Store(Files.Select(file => file.ObjectPath!));
        await Run(NewCube);
        var path = Files[0].ObjectPath!;
        Files.Clear();
        AddPushed(1, series: Instances.Series + ".2", path: path);

        var events = await Run(NewCube);

        var refused = Assert.Single(events.OfType<FileNotRegistered>());
        Assert.Contains($"CUBE has {path} in its register already", refused.Reason, StringComparison.Ordinal);
        Assert.Single(NewCube.Registrations);
    }

    [Fact]
    public async Task Says_of_a_CUBE_that_only_shows_series_which_versions_do()
    {
        AddPushed(1);
        Store(Files.Select(file => file.ObjectPath!));
        NewCube.ShowsOnly = true;

        var refused = Assert.Single((await Run(NewCube)).OfType<FileNotRegistered>());

        Assert.Contains("6.3.0-beta.1 to beta.5", refused.Reason, StringComparison.Ordinal);
        Assert.Empty(NewCube.Series);
    }

    private async Task Delete(string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Delete, NewCube.Url + path);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("chris:chris1234")));
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(202, (int)answer.StatusCode);
    }
}
