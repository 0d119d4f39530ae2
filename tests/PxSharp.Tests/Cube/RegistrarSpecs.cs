using PxSharp.Cube.Registration;
using PxSharp.Index;
using PxSharp.Tests.Cube.StandIn;
using PxSharp.Tests.Receive;
using Xunit;

namespace PxSharp.Tests.Cube;

public sealed class RegistrarSpecs : RegistrarBench
{
    private const string Other = "1.2.826.0.1.3680043.10.9999.1.11.2";

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

        await foreach (var _ in Registrar(await Connect(cube)).RunAsync(Files.ToAsyncEnumerable()))
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

        Assert.Equal(2, (await Mount.Index.FindSeriesAsync(Instances.Series))!.Registered);
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
        using (var client = await Connect(OldCube))
        {
            await foreach (var _ in new Registrar(client, Options()).RunAsync(Files.ToAsyncEnumerable()))
            {
            }
        }
        Assert.Equal(0, (await Mount.Index.FindSeriesAsync(Instances.Series))!.Registered);

        await Run(OldCube);

        Assert.Equal(1, (await Mount.Index.FindSeriesAsync(Instances.Series))!.Registered);
    }

    [Fact]
    public async Task Keeps_the_record_of_a_registration_when_CUBE_cannot_be_asked()
    {
        await AddReceived(1);
        await Run(OldCube);
        using var client = await Connect(OldCube, retries: 0);
        OldCube.Fault = _ => StandInFault.Broken;

        await foreach (var _ in Registrar(client).RunAsync(Files.ToAsyncEnumerable()))
        {
        }

        Assert.Equal(1, (await Mount.Index.FindSeriesAsync(Instances.Series))!.Registered);
    }

    [Fact]
    public async Task Takes_the_same_instance_from_two_files_as_one()
    {
        Add(1);
        File.Copy(Files[0].FilePath, Mount["copy.dcm"]);
        Files.Add(new RegistrationFile(Mount["copy.dcm"]));

        var events = await Run(NewCube);

        Assert.Equal(2, events.OfType<FileRegistered>().Count());
        Assert.Single(NewCube.Files);
    }

    [Fact]
    public async Task Has_no_more_requests_under_way_than_it_was_told()
    {
        for (var i = 1; i <= 12; i++)
            Add(i, i <= 6 ? Instances.Series : Other);
        var running = 0;
        var most = 0;
        using var client = await Connect(OldCube);
        OldCube.Fault = request =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            return new(Silence: Task.Run(async () =>
            {
                await Task.Yield();
                Interlocked.Decrement(ref running);
            }));
        };

        await foreach (var _ in new Registrar(client, Options() with { Parallelism = 2 })
            .RunAsync(Files.ToAsyncEnumerable()))
        {
        }

        Assert.InRange(most, 1, 2);
        Assert.Equal(12, OldCube.Files.Count);
    }

    private async Task AddReceived(int number)
    {
        Add(number);
        await Mount.Index.AddAsync(new ReceivedInstance(
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
}
