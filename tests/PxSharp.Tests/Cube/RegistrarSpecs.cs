using PxSharp.Cube;
using PxSharp.Cube.Registration;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Services;
using PxSharp.Tests.Cube.StandIn;
using PxSharp.Tests.Paths;
using PxSharp.Tests.Receive;
using Xunit;

namespace PxSharp.Tests.Cube;

public sealed class RegistrarSpecs : IAsyncDisposable
{
    private const string Other = "1.2.826.0.1.3680043.10.9999.1.11.2";

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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Registers_every_file_of_every_series(bool isNew)
    {
        for (var i = 1; i <= 25; i++)
        {
            Add(i);
            Add(i, Other);
        }

        var events = await Run(Cube(isNew));

        Assert.Equal(50, events.OfType<FileRegistered>().Count(file => !file.WasThere));
        Assert.Equal(
            [(Instances.Series, 25, 0, 0), (Other, 25, 0, 0)],
            events.OfType<SeriesRegistration>().OrderBy(series => series.SeriesInstanceUID, StringComparer.Ordinal)
                .Select(series => (series.SeriesInstanceUID, series.Added, series.AlreadyThere, series.Failed)));
        Assert.Equal(50, Cube(isNew).Files.Count);
        Assert.Equal(isNew ? 2 : 50, Cube(isNew).Registrations.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sends_nothing_when_it_is_run_again(bool isNew)
    {
        Add(1);
        Add(2);
        await Run(Cube(isNew));
        var before = Cube(isNew).Registrations.Count;

        var events = await Run(Cube(isNew));

        Assert.Equal(2, events.OfType<FileRegistered>().Count(file => file.WasThere));
        Assert.Equal(before, Cube(isNew).Registrations.Count);
        Assert.Equal(2, Cube(isNew).Files.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Loses_and_doubles_nothing_when_it_is_ended_in_the_middle(bool isNew)
    {
        for (var i = 1; i <= 20; i++)
            Add(i, i <= 10 ? Instances.Series : Other);
        var cube = Cube(isNew);

        await foreach (var _ in Registrar(await Connect(cube)).RunAsync(_files.ToAsyncEnumerable()))
            break;
        var events = await Run(cube);

        Assert.Equal(20, events.OfType<FileRegistered>().Count());
        Assert.Equal(20, cube.Files.Select(file => (string?)file["fname"]).Distinct().Count());
        Assert.Equal(20, cube.Files.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Loses_and_doubles_nothing_when_connections_break(bool isNew)
    {
        for (var i = 1; i <= 20; i++)
            Add(i, i <= 10 ? Instances.Series : Other);
        var cube = Cube(isNew);
        var count = 0;
        cube.Fault = request => Interlocked.Increment(ref count) % 3 == 0
            ? count % 2 == 0 ? StandInFault.Broken : StandInFault.BrokenAfterwards
            : null;

        var events = await Run(cube, retries: 10);

        Assert.Equal(20, events.OfType<FileRegistered>().Count());
        Assert.Equal(20, cube.Files.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Finds_in_the_next_run_what_was_registered_without_an_answer(bool isNew)
    {
        Add(1);
        var cube = Cube(isNew);
        cube.Fault = request => request.IsRegistration ? StandInFault.BrokenAfterwards : null;
        Assert.Single((await Run(cube, retries: 0)).OfType<FileNotRegistered>());
        cube.Fault = static _ => null;

        var file = Assert.Single((await Run(cube)).OfType<FileRegistered>());

        Assert.True(file.WasThere);
        Assert.Single(cube.Registrations);
        Assert.Single(cube.Files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Records_each_registration_in_the_index(bool isNew)
    {
        await AddReceived(1);
        await AddReceived(2);

        await Run(Cube(isNew));

        Assert.Equal(2, (await _mount.Index.FindSeriesAsync(Instances.Series))!.Registered);
        var delivery = Assert.Single(await Deliveries(Instances.Series + ".1"));
        Assert.Equal(DeliveryKind.Register, delivery.Kind);
        Assert.Equal(Cube(isNew).Url, delivery.Target);
        Assert.Contains(delivery.ObjectName, Cube(isNew).Files.Select(file => (string?)file["fname"]));
        Assert.True(delivery.IsDelivered);
    }

    [Fact]
    public async Task Records_what_CUBE_has_although_another_registered_it()
    {
        await AddReceived(1);
        using (var client = await Connect(_old))
        {
            await foreach (var _ in new Registrar(client, Options()).RunAsync(_files.ToAsyncEnumerable()))
            {
            }
        }
        Assert.Equal(0, (await _mount.Index.FindSeriesAsync(Instances.Series))!.Registered);

        await Run(_old);

        Assert.Equal(1, (await _mount.Index.FindSeriesAsync(Instances.Series))!.Registered);
    }

    [Fact]
    public async Task Keeps_the_record_of_a_registration_when_CUBE_cannot_be_asked()
    {
        await AddReceived(1);
        await Run(_old);
        using var client = await Connect(_old, retries: 0);
        _old.Fault = _ => StandInFault.Broken;

        await foreach (var _ in Registrar(client).RunAsync(_files.ToAsyncEnumerable()))
        {
        }

        Assert.Equal(1, (await _mount.Index.FindSeriesAsync(Instances.Series))!.Registered);
    }

    [Fact]
    public async Task Names_file_field_and_reason_of_a_refusal_and_goes_on_with_the_others()
    {
        Add(1, change: head => head.Set(DicomTag.StudyDate, "19990101"), isStored: false);
        Add(2);

        var events = await Run(_old);

        var refused = Assert.Single(events.OfType<FileNotRegistered>());
        Assert.Equal(_files[0], refused.File);
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

        var events = await Run(_old);

        var refused = Assert.Single(events.OfType<FileNotRegistered>());
        Assert.Equal("StudyDate: the file has none, and CUBE requires it", refused.Reason);
        Assert.Empty(_old.Registrations);
    }

    [Fact]
    public async Task Names_a_file_that_is_not_DICOM()
    {
        File.WriteAllText(_mount["no.dcm"], "no");
        _files.Add(new RegistrationFile(_mount["no.dcm"]));
        Add(1);

        var events = await Run(_old);

        Assert.Equal(_mount["no.dcm"], Assert.Single(events.OfType<FileNotRegistered>()).File.FilePath);
        Assert.Single(events.OfType<FileRegistered>());
    }

    [Fact]
    public async Task Names_a_file_without_a_series_and_asks_nothing_about_it()
    {
        Add(1, change: head => head.Without(DicomTag.SeriesInstanceUID));

        var events = await Run(_old);

        Assert.Equal(
            "SeriesInstanceUID: the file has none, and CUBE requires it",
            Assert.Single(events.OfType<FileNotRegistered>()).Reason);
        Assert.DoesNotContain(_old.Requests, request => request.Path.EndsWith("search/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Registers_a_series_only_when_all_of_its_files_can_be()
    {
        Add(1);
        Add(2);
        _files[1] = _files[1] with { Fault = "not pushed yet" };

        var events = await Run(_new);

        Assert.Empty(_new.Series);
        Assert.Empty(_new.Registrations);
        var refused = events.OfType<FileNotRegistered>().OrderBy(file => file.File.FilePath).ToList();
        Assert.StartsWith("not registered without 0002-", refused[0].Reason, StringComparison.Ordinal);
        Assert.Equal("not pushed yet", refused[1].Reason);
    }

    [Fact]
    public async Task Registers_the_other_files_where_files_are_registered_one_by_one()
    {
        Add(1);
        Add(2);
        _files[1] = _files[1] with { Fault = "not pushed yet" };

        var events = await Run(_old);

        Assert.Equal("not pushed yet", Assert.Single(events.OfType<FileNotRegistered>()).Reason);
        Assert.Single(_old.Files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Says_that_a_series_in_storage_is_not_the_one_here(bool isStorageShort)
    {
        Add(1);
        Add(2, isStored: !isStorageShort);
        if (!isStorageShort)
            _files.RemoveAt(0);

        var events = await Run(_new);

        var (stored, told) = isStorageShort ? (1, 2) : (2, 1);
        Assert.Contains(
            $"({stored}) was different from the ndicom({told}) field",
            events.OfType<FileNotRegistered>().First().Reason,
            StringComparison.Ordinal);
        Assert.Empty(_new.Series);
    }

    [Fact]
    public async Task Says_that_a_registered_series_takes_no_more_files()
    {
        Add(1);
        await Run(_new);
        Add(2);

        var events = await Run(_new);

        Assert.True(Assert.Single(events.OfType<FileRegistered>()).WasThere);
        var refused = Assert.Single(events.OfType<FileNotRegistered>());
        Assert.Contains("takes no more", refused.Reason, StringComparison.Ordinal);
        Assert.Contains("delete the series in CUBE", refused.Reason, StringComparison.Ordinal);
        Assert.Single(_new.Registrations);
    }

    [Fact]
    public async Task Says_that_a_series_lies_in_several_folders()
    {
        Add(1);
        Add(2, change: head => head.Set(DicomTag.SeriesDescription, "Elsewhere"));

        var events = await Run(_new);

        Assert.All(
            events.OfType<FileNotRegistered>(),
            file => Assert.Contains("several folders", file.Reason, StringComparison.Ordinal));
        Assert.Empty(_new.Registrations);
    }

    [Fact]
    public async Task Stops_asking_a_server_that_does_not_let_us_in()
    {
        for (var i = 1; i <= 20; i++)
            Add(i);
        using var client = await Connect(_old, user: "reader");

        var events = new List<RegisterEvent>();
        await foreach (var happened in Registrar(client).RunAsync(_files.ToAsyncEnumerable()))
            events.Add(happened);

        Assert.Equal(20, events.OfType<FileNotRegistered>().Count());
        Assert.All(
            events.OfType<FileNotRegistered>(),
            file => Assert.Contains("only the user chris may register", file.Reason, StringComparison.Ordinal));
        Assert.InRange(_old.Registrations.Count, 1, 8);
    }

    [Fact]
    public async Task Stops_asking_a_server_that_fails_at_everything()
    {
        for (var i = 1; i <= 100; i++)
            Add(i);
        _old.Fault = request => request.IsRegistration ? new(500) : null;

        var events = await Run(_old, retries: 0);

        Assert.Equal(100, events.OfType<FileNotRegistered>().Count());
        Assert.InRange(_old.Registrations.Count, 8, 20);
    }

    [Fact]
    public async Task Takes_the_same_instance_from_two_files_as_one()
    {
        Add(1);
        File.Copy(_files[0].FilePath, _mount["copy.dcm"]);
        _files.Add(new RegistrationFile(_mount["copy.dcm"]));

        var events = await Run(_new);

        Assert.Equal(2, events.OfType<FileRegistered>().Count());
        Assert.Single(_new.Files);
    }

    [Fact]
    public async Task Registers_no_two_instances_under_one_path()
    {
        Add(1);
        Add(2);
        var path = "SERVICES/PACS/ORTHANC/a/b/c/1.dcm";
        _old.Store(path);
        _files[0] = _files[0] with { ObjectPath = path };
        _files[1] = _files[1] with { ObjectPath = path };

        var events = await Run(_old);

        Assert.Single(events.OfType<FileRegistered>());
        var refused = Assert.Single(events.OfType<FileNotRegistered>());
        Assert.Contains("has the same", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registers_no_file_that_lies_with_another_PACS()
    {
        Add(1);
        _files[0] = _files[0] with { ObjectPath = "SERVICES/PACS/OTHER/a/b/c/1.dcm" };

        var events = await Run(_old);

        Assert.Contains(
            "is not below SERVICES/PACS/ORTHANC/", Assert.Single(events.OfType<FileNotRegistered>()).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_no_more_requests_under_way_than_it_was_told()
    {
        for (var i = 1; i <= 12; i++)
            Add(i, i <= 6 ? Instances.Series : Other);
        var running = 0;
        var most = 0;
        using var client = await Connect(_old);
        _old.Fault = request =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            return new(Silence: Task.Run(async () =>
            {
                await Task.Yield();
                Interlocked.Decrement(ref running);
            }));
        };

        await foreach (var _ in new Registrar(client, Options() with { Parallelism = 2 })
            .RunAsync(_files.ToAsyncEnumerable()))
        {
        }

        Assert.InRange(most, 1, 2);
        Assert.Equal(12, _old.Files.Count);
    }

    [Fact]
    public async Task Refuses_a_PACS_name_that_CUBE_does_not_take()
    {
        using var client = await Connect(_old);

        Assert.Throws<ArgumentException>(
            () => new Registrar(client, new RegisterOptions { PacsName = "a name that is far too long" }));
    }

    private CubeStandIn Cube(bool isNew) => isNew ? _new : _old;

    private static RegisterOptions Options() => new() { PacsName = "ORTHANC", StorageDelay = TimeSpan.Zero };

    private Registrar Registrar(CubeClient client) => new(client, Options(), _mount.Index);

    private async Task<List<RegisterEvent>> Run(CubeStandIn cube, int retries = 4)
    {
        using var client = await Connect(cube, retries);
        var events = new List<RegisterEvent>();
        await foreach (var happened in Registrar(client).RunAsync(_files.ToAsyncEnumerable()))
            events.Add(happened);
        return events;
    }

    private static Task<CubeClient> Connect(CubeStandIn cube, int retries = 4, string user = "chris")
        => CubeClient.ConnectAsync(
            new CubeService(new Uri(cube.Url), user, new Secret(user + "1234")),
            new CubeOptions
            {
                Retries = retries,
                RetryDelay = TimeSpan.Zero,
                LongestRetryDelay = TimeSpan.Zero,
                PageLength = 7,
            });

    private async Task AddReceived(int number)
    {
        Add(number);
        await _mount.Index.AddAsync(new ReceivedInstance(
            new InstanceRecord
            {
                SOPInstanceUID = $"{Instances.Series}.{number}",
                SOPClassUID = "1",
                TransferSyntaxUID = "1",
                SeriesInstanceUID = Instances.Series,
                RelativePath = "a",
                Size = 1,
                ReceivedAt = DateTimeOffset.UnixEpoch,
            },
            new SeriesRecord { SeriesInstanceUID = Instances.Series, StudyInstanceUID = "1", PatientID = "P" },
            new StudyRecord { StudyInstanceUID = "1", PatientID = "P" },
            new PatientRecord { PatientID = "P" }));
    }

    private async Task<List<DeliveryRecord>> Deliveries(string sopInstanceUID)
    {
        var deliveries = new List<DeliveryRecord>();
        await foreach (var delivery in _mount.Index.ListDeliveriesAsync(sopInstanceUID))
            deliveries.Add(delivery);
        return deliveries;
    }

    private void Add(
        int number, string series = Instances.Series, Action<DicomDataset>? change = null, bool isStored = true)
    {
        var head = Instances.Make(number, 10, series);
        change?.Invoke(head);
        var path = _mount[$"{series}-{number:00}.dcm"];
        using (var stream = File.Create(path))
            new DicomFile(head, TransferSyntax.ExplicitVRLittleEndian).Write(stream);
        _files.Add(new RegistrationFile(path));
        if (!isStored)
            return;
        _old.Store(ServicesPath.Of("ORTHANC", ServicesPath.DefaultLayout, head));
        _new.Store(ServicesPath.Of("ORTHANC", ServicesPath.DefaultLayout, head));
    }
}
