using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Network.Dimse;
using Xunit;

namespace PxSharp.Simulator.Tests.Pacs;

public sealed class AssociationFaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DicomDataset AllStudies => PacsBench.Keys("STUDY", (DicomTag.StudyInstanceUID, ""));

    [Fact]
    public async Task Associations_are_rejected_for_the_reason_given()
    {
        await using var bench = await PacsBench.StartAsync(
            new() { RejectAssociations = Rejection.CallingAETitleNotRecognized });

        var error = await Assert.ThrowsAsync<AssociationRejectedException>(() => bench.ConnectAsync());

        Assert.Equal(Rejection.CallingAETitleNotRecognized, error.Rejection);
    }

    [Fact]
    public async Task Only_as_many_associations_are_rejected_as_were_asked_for()
    {
        await using var bench = await PacsBench.StartAsync(new()
        {
            RejectAssociations = Rejection.TemporaryCongestion,
            RejectedAssociations = 2,
        });

        await Assert.ThrowsAsync<AssociationRejectedException>(() => bench.ConnectAsync());
        await Assert.ThrowsAsync<AssociationRejectedException>(() => bench.ConnectAsync());
        await using var client = await bench.ConnectAsync();

        Assert.NotEmpty(client.AcceptedContexts);
    }

    [Fact]
    public async Task Faults_can_be_changed_while_the_PACS_runs()
    {
        await using var bench = await PacsBench.StartAsync();
        Assert.NotEmpty(await bench.MatchesAsync(AllStudies));

        bench.Pacs.Faults = new() { RejectAssociations = Rejection.NoReasonGiven };
        await Assert.ThrowsAsync<AssociationRejectedException>(() => bench.ConnectAsync());

        bench.Pacs.Faults = Faults.None;
        Assert.NotEmpty(await bench.MatchesAsync(AllStudies));
    }

    [Fact]
    public async Task Stores_are_answered_with_a_status_and_not_kept()
    {
        await using var bench = await PacsBench.StartAsync(
            new() { StoreStatus = DimseStatus.OutOfResources }, options => options with { Instances = [] });
        var instance = PacsBench.Small.Instances.First();
        await using var client = await bench.ConnectAsync(PacsBench.Context(instance.SOPClassUID));

        var response = await client.StoreAsync(PacsBench.Source(instance), Token);

        Assert.Equal(DimseStatus.OutOfResources, response.Status);
        Assert.Equal(0, bench.Pacs.Archive.Count);
    }
}
