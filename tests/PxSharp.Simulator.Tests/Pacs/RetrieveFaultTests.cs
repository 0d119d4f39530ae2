using System.Net;
using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Dimse;
using PxSharp.Network.Server;
using Xunit;

namespace PxSharp.Simulator.Tests.Pacs;

public sealed class RetrieveFaultTests
{
    private static readonly SyntheticStudy _study = PacsBench.Small.Studies[0];
    private static readonly SyntheticInstance[] _instances = [.. _study.Series.SelectMany(series => series.Instances)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DicomDataset Study => PacsBench.OneStudy(_study.StudyInstanceUID);

    [Fact]
    public async Task Busy_retrievals_are_answered_A701_and_then_served()
    {
        await using var bench = await PacsBench.StartAsync(new() { BusyRetrievals = 2 });

        var moved = Assert.Single(await bench.MoveAsync(Study));
        var got = Assert.Single(await bench.GetAsync(Study, new CollectingHandler()));

        Assert.Equal(DimseStatus.OutOfResourcesForMatches, moved.Status);
        Assert.Equal(DimseStatus.OutOfResourcesForMatches, got.Status);
        Assert.Equal(DimseStatus.Success, (await bench.MoveAsync(Study))[^1].Status);
    }

    [Fact]
    public async Task A_move_is_aborted_after_so_many_sub_operations()
    {
        await using var bench = await PacsBench.StartAsync(new() { AbortAfterSubOperations = 2 });

        await Assert.ThrowsAsync<AssociationAbortedException>(() => bench.MoveAsync(Study));

        Assert.Equal(2, bench.Destination.Archive.Count);
    }

    [Fact]
    public async Task A_get_is_aborted_after_so_many_sub_operations()
    {
        await using var bench = await PacsBench.StartAsync(new() { AbortAfterSubOperations = 2 });
        var handler = new CollectingHandler();

        await Assert.ThrowsAsync<AssociationAbortedException>(() => bench.GetAsync(Study, handler));

        Assert.Equal(2, handler.Instances.Count);
    }

    [Fact]
    public async Task Failed_instances_are_counted_and_listed_and_the_others_sent()
    {
        var failed = _instances[1].SOPInstanceUID;
        await using var bench = await PacsBench.StartAsync(new() { FailedInstances = [failed] });
        var handler = new CollectingHandler();

        var moved = (await bench.MoveAsync(Study))[^1];
        var got = (await bench.GetAsync(Study, handler))[^1];

        Assert.All([moved, got], response =>
        {
            Assert.Equal(DimseStatus.SubOperationsCompleteWithFailures, response.Status);
            Assert.Equal(1, response.Failed);
            Assert.Equal(_instances.Length - 1, response.Completed);
            Assert.Equal([failed], response.FailedSOPInstanceUIDs);
        });
        Assert.Equal(_instances.Length - 1, bench.Destination.Archive.Count);
        Assert.Equal(_instances.Length - 1, handler.Instances.Count);
    }

    [Fact]
    public async Task A_claim_of_success_hides_failures_from_all_but_the_counts()
    {
        await using var bench = await PacsBench.StartAsync(new()
        {
            FailedInstances = [_instances[0].SOPInstanceUID],
            ClaimSuccess = true,
        });

        var moved = (await bench.MoveAsync(Study))[^1];
        var got = (await bench.GetAsync(Study, new CollectingHandler()))[^1];

        Assert.All([moved, got], response =>
        {
            Assert.Equal(DimseStatus.Success, response.Status);
            Assert.Equal(1, response.Failed);
            Assert.Empty(response.FailedSOPInstanceUIDs);
        });
    }

    [Fact]
    public async Task Counts_of_sub_operations_can_be_left_out()
    {
        await using var bench = await PacsBench.StartAsync(new() { OmitSubOperationCounts = true });

        var responses = await bench.MoveAsync(Study);

        Assert.Equal(DimseStatus.Success, responses[^1].Status);
        Assert.All(responses, response =>
        {
            Assert.Null(response.Remaining);
            Assert.Null(response.Completed);
            Assert.Null(response.Failed);
            Assert.Null(response.Warning);
        });
    }

    [Fact]
    public async Task A_get_loses_its_connection_in_the_midst_of_an_instance()
    {
        await using var bench = await PacsBench.StartAsync(
            new() { DropConnectionInInstance = _instances[1].SOPInstanceUID });
        var handler = new CollectingHandler();

        await Assert.ThrowsAsync<AssociationAbortedException>(() => bench.GetAsync(Study, handler));

        Assert.Equal([_instances[0].SOPInstanceUID], handler.Instances.Keys);
        Assert.Equal(1, handler.Broken);
    }

    [Fact]
    public async Task A_move_loses_a_sub_operations_connection_in_the_midst_of_an_instance_and_goes_on()
    {
        await using var bench = await PacsBench.StartAsync(
            new() { DropConnectionInInstance = _instances[1].SOPInstanceUID });
        var handler = new CollectingHandler();
        await using var destination = new DicomServer(new()
        {
            Address = IPAddress.Loopback,
            Store = handler,
        });
        await destination.StartAsync(Token);
        bench.Pacs.AddDestination("BREAKING", "127.0.0.1", destination.Port);

        var response = (await bench.MoveAsync(Study, "BREAKING"))[^1];

        Assert.Equal([_instances[1].SOPInstanceUID], response.FailedSOPInstanceUIDs);
        Assert.Equal(_instances.Length - 1, handler.Instances.Count);
        await destination.StopAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(1, handler.Broken);
    }

    [Fact]
    public async Task Late_sub_operations_come_after_the_final_response()
    {
        await using var bench = await PacsBench.StartAsync(new() { LateSubOperations = TimeSpan.FromMilliseconds(1) });

        var response = Assert.Single(await bench.MoveAsync(Study));

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Equal(0, response.Completed);
        await bench.Destination.Archive.WaitForCountAsync(_instances.Length, Token);
    }

    [Fact]
    public async Task No_destination_is_known()
    {
        await using var bench = await PacsBench.StartAsync(new() { NoDestinations = true });

        Assert.Equal(DimseStatus.MoveDestinationUnknown, Assert.Single(await bench.MoveAsync(Study)).Status);
    }
}
