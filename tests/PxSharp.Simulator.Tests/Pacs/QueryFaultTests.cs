using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Dimse;
using Xunit;

namespace PxSharp.Simulator.Tests.Pacs;

public sealed class QueryFaultTests
{
    private static readonly SyntheticStudy _study = PacsBench.Small.Studies[0];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DicomDataset AllStudies => PacsBench.Keys("STUDY", (DicomTag.StudyInstanceUID, ""));

    [Fact]
    public async Task Busy_queries_are_answered_A700_and_then_served()
    {
        await using var bench = await PacsBench.StartAsync(new() { BusyQueries = 1 });

        Assert.Equal(DimseStatus.OutOfResources, Assert.Single(await bench.FindAsync(AllStudies)).Status);
        Assert.NotEmpty(await bench.MatchesAsync(AllStudies));
    }

    [Fact]
    public async Task A_delay_beyond_the_clients_patience_is_its_time_out()
    {
        await using var bench = await PacsBench.StartAsync(new() { Delay = TimeSpan.FromHours(1) });
        await using var client = await DicomClient.ConnectAsync(
            new AssociationOptions
            {
                Host = "127.0.0.1",
                Port = bench.Pacs.Port,
                CalledAETitle = bench.Pacs.AETitle,
                DimseTimeout = TimeSpan.FromMilliseconds(50),
            },
            [PacsBench.Context(QueryRetrieve.StudyRootFind)],
            Token);

        await Assert.ThrowsAsync<DicomTimeoutException>(
            () => client.FindAsync(QueryRetrieve.StudyRootFind, AllStudies, Token).FirstAsync(Token).AsTask());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task A_query_is_aborted_after_so_many_matches(int matches)
    {
        await using var bench = await PacsBench.StartAsync(new() { AbortAfterMatches = matches });
        await using var client = await bench.ConnectAsync();
        var seen = 0;

        await Assert.ThrowsAsync<AssociationAbortedException>(async () =>
        {
            await foreach (var response in client.FindAsync(QueryRetrieve.StudyRootFind, AllStudies, Token))
                seen += response.Identifier is null ? 100 : 1;
        });

        Assert.Equal(matches, seen);
    }

    [Fact]
    public async Task Ignored_optional_keys_match_all_and_are_returned()
    {
        await using var bench = await PacsBench.StartAsync(new() { IgnoreOptionalKeys = true });

        var matches = await bench.MatchesAsync(PacsBench.Keys("STUDY", (DicomTag.StudyDate, "19000101")));
        var one = await bench.MatchesAsync(PacsBench.OneStudy(_study.StudyInstanceUID));

        Assert.Equal(PacsBench.Small.Studies.Count, matches.Count);
        Assert.All(matches, match => Assert.False(string.IsNullOrEmpty(match.GetString(DicomTag.StudyDate))));
        Assert.Single(one);
    }

    [Fact]
    public async Task Unsupported_keys_match_all_and_are_not_returned()
    {
        await using var bench = await PacsBench.StartAsync(new() { UnsupportedKeys = [DicomTag.ModalitiesInStudy] });

        var matches = await bench.MatchesAsync(PacsBench.Keys("STUDY", (DicomTag.ModalitiesInStudy, "US")));

        Assert.Equal(PacsBench.Small.Studies.Count, matches.Count);
        Assert.All(matches, match => Assert.False(match.Contains(DicomTag.ModalitiesInStudy)));
    }

    [Fact]
    public async Task Queries_at_the_IMAGE_level_are_refused()
    {
        await using var bench = await PacsBench.StartAsync(new() { NoImageLevel = true });

        var responses = await bench.FindAsync(PacsBench.Keys(
            "IMAGE",
            (DicomTag.StudyInstanceUID, _study.StudyInstanceUID),
            (DicomTag.SeriesInstanceUID, _study.Series[0].SeriesInstanceUID)));

        Assert.Equal(DimseStatus.DataSetDoesNotMatchSOPClass, Assert.Single(responses).Status);
        Assert.NotEmpty(await bench.MatchesAsync(AllStudies));
    }
}
