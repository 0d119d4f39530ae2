using PxSharp.Cube.Registration;
using PxSharp.Dicom;
using PxSharp.Tests.Paths;
using PxSharp.Tests.Receive;
using Xunit;

namespace PxSharp.Tests.Cube;

/// <summary>What a registration says of a file or a series that it does not register.</summary>
public sealed class RegistrarRefusalSpecs : RegistrarBench
{
    [Fact]
    public async Task Names_file_field_and_reason_of_a_refusal_and_goes_on_with_the_others()
    {
        Add(1, change: head => head.Set(DicomTag.StudyDate, "19990101"), isStored: false);
        Add(2);

        var events = await Run(OldCube);

        var refused = Assert.Single(events.OfType<FileNotRegistered>());
        Assert.Equal(Files[0], refused.File);
        Assert.Equal(
            "path: Could not find this path. Push the file first, to the storage that CUBE has.", refused.Reason);
        Assert.Single(events.OfType<FileRegistered>());
        var delivery = Assert.Single(await Deliveries(Instances.Series + ".1"));
        Assert.Contains("Could not find", delivery.Error!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_nothing_that_CUBE_would_refuse()
    {
        Add(1, change: head => head.Without(DicomTag.StudyDate));

        var events = await Run(OldCube);

        var refused = Assert.Single(events.OfType<FileNotRegistered>());
        Assert.Equal("StudyDate: the file has none, and CUBE requires it", refused.Reason);
        Assert.Empty(OldCube.Registrations);
    }

    [Fact]
    public async Task Names_a_file_that_is_not_DICOM()
    {
        File.WriteAllText(Mount["no.dcm"], "no");
        Files.Add(new RegistrationFile(Mount["no.dcm"]));
        Add(1);

        var events = await Run(OldCube);

        Assert.Equal(Mount["no.dcm"], Assert.Single(events.OfType<FileNotRegistered>()).File.FilePath);
        Assert.Single(events.OfType<FileRegistered>());
    }

    [Fact]
    public async Task Names_a_file_without_a_series_and_asks_nothing_about_it()
    {
        Add(1, change: head => head.Without(DicomTag.SeriesInstanceUID));

        var events = await Run(OldCube);

        Assert.Equal(
            "SeriesInstanceUID: the file has none, and CUBE requires it",
            Assert.Single(events.OfType<FileNotRegistered>()).Reason);
        Assert.DoesNotContain(OldCube.Requests, request => request.Path.EndsWith("search/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Registers_a_series_only_when_all_of_its_files_can_be()
    {
        Add(1);
        Add(2);
        Files[1] = Files[1] with { Fault = "not pushed yet" };

        var events = await Run(NewCube);

        Assert.Empty(NewCube.Series);
        Assert.Empty(NewCube.Registrations);
        var refused = events.OfType<FileNotRegistered>().OrderBy(file => file.File.FilePath).ToList();
        Assert.StartsWith("not registered without 0002-", refused[0].Reason, StringComparison.Ordinal);
        Assert.Equal("not pushed yet", refused[1].Reason);
    }

    [Fact]
    public async Task Registers_the_other_files_where_files_are_registered_one_by_one()
    {
        Add(1);
        Add(2);
        Files[1] = Files[1] with { Fault = "not pushed yet" };

        var events = await Run(OldCube);

        Assert.Equal("not pushed yet", Assert.Single(events.OfType<FileNotRegistered>()).Reason);
        Assert.Single(OldCube.Files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Says_that_a_series_in_storage_is_not_the_one_here(bool isStorageShort)
    {
        Add(1);
        Add(2, isStored: !isStorageShort);
        if (!isStorageShort)
            Files.RemoveAt(0);

        var events = await Run(NewCube);

        var (stored, told) = isStorageShort ? (1, 2) : (2, 1);
        Assert.Contains(
            $"({stored}) was different from the ndicom({told}) field",
            events.OfType<FileNotRegistered>().First().Reason,
            StringComparison.Ordinal);
        Assert.Empty(NewCube.Series);
    }

    [Fact]
    public async Task Says_that_a_registered_series_takes_no_more_files()
    {
        Add(1);
        await Run(NewCube);
        Add(2);

        var events = await Run(NewCube);

        Assert.True(Assert.Single(events.OfType<FileRegistered>()).WasThere);
        var refused = Assert.Single(events.OfType<FileNotRegistered>());
        Assert.Contains("takes no more", refused.Reason, StringComparison.Ordinal);
        Assert.Contains("delete the series in CUBE", refused.Reason, StringComparison.Ordinal);
        Assert.Single(NewCube.Registrations);
    }

    [Fact]
    public async Task Says_that_a_series_lies_in_several_folders()
    {
        Add(1);
        Add(2, change: head => head.Set(DicomTag.SeriesDescription, "Elsewhere"));

        var events = await Run(NewCube);

        Assert.All(
            events.OfType<FileNotRegistered>(),
            file => Assert.Contains("several folders", file.Reason, StringComparison.Ordinal));
        Assert.Empty(NewCube.Registrations);
    }

    [Fact]
    public async Task Stops_asking_a_server_that_does_not_let_us_in()
    {
        for (var i = 1; i <= 20; i++)
            Add(i);
        using var client = await Connect(OldCube, user: "reader");

        var events = new List<RegisterEvent>();
        await foreach (var happened in Registrar(client).RunAsync(Files.ToAsyncEnumerable()))
            events.Add(happened);

        Assert.Equal(20, events.OfType<FileNotRegistered>().Count());
        Assert.All(
            events.OfType<FileNotRegistered>(),
            file => Assert.Contains("only the user chris may register", file.Reason, StringComparison.Ordinal));
        Assert.InRange(OldCube.Registrations.Count, 1, 8);
    }

    [Fact]
    public async Task Stops_asking_a_server_that_fails_at_everything()
    {
        for (var i = 1; i <= 100; i++)
            Add(i);
        OldCube.Fault = request => request.IsRegistration ? new(500) : null;

        var events = await Run(OldCube, retries: 0);

        Assert.Equal(100, events.OfType<FileNotRegistered>().Count());
        Assert.InRange(OldCube.Registrations.Count, 8, 20);
    }

    [Fact]
    public async Task Registers_no_two_instances_under_one_path()
    {
        Add(1);
        Add(2);
        var path = "SERVICES/PACS/ORTHANC/a/b/c/1.dcm";
        OldCube.Store(path);
        Files[0] = Files[0] with { ObjectPath = path };
        Files[1] = Files[1] with { ObjectPath = path };

        var events = await Run(OldCube);

        Assert.Single(events.OfType<FileRegistered>());
        var refused = Assert.Single(events.OfType<FileNotRegistered>());
        Assert.Contains("has the same", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registers_no_file_that_lies_with_another_PACS()
    {
        Add(1);
        Files[0] = Files[0] with { ObjectPath = "SERVICES/PACS/OTHER/a/b/c/1.dcm" };

        var events = await Run(OldCube);

        Assert.Contains(
            "is not below SERVICES/PACS/ORTHANC/", Assert.Single(events.OfType<FileNotRegistered>()).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_PACS_name_that_CUBE_does_not_take()
    {
        using var client = await Connect(OldCube);

        Assert.Throws<ArgumentException>(
            () => new Registrar(client, new RegisterOptions { PacsName = "a name that is far too long" }));
    }
}
