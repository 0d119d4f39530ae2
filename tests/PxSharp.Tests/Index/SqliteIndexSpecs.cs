using Microsoft.Data.Sqlite;
using PxSharp.Index;
using PxSharp.Storage;
using Xunit;

namespace PxSharp.Tests.Index;

public sealed class SqliteIndexSpecs : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteIndex _index;

    public SqliteIndexSpecs() => _index = Open();

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Counts_at_every_level_as_instances_come()
    {
        await _index.AddAsync(Records.Instance("1.1.1", "1.1"));
        await _index.AddAsync(Records.Instance("1.1.2", "1.1"));
        await _index.AddAsync(Records.Instance("1.2.1", "1.2"));

        var series = (await _index.FindSeriesAsync("1.1"))!;
        Assert.Equal((2L, 200L), (series.Received, series.Bytes));
        var study = (await _index.FindStudyAsync("1"))!;
        Assert.Equal((2L, 3L, 300L), (study.SeriesCount, study.Received, study.Bytes));
        Assert.Equal(new IndexTotals(1, 1, 2, 3, 300), await _index.GetTotalsAsync());
    }

    [Fact]
    public async Task Counts_an_instance_that_comes_again_once()
    {
        await _index.AddAsync(Records.Instance("1.1.1", "1.1"));

        await _index.AddAsync(Records.Instance("1.1.1", "1.1", size: 250, path: "elsewhere.dcm"));

        Assert.Equal(new IndexTotals(1, 1, 1, 1, 250), await _index.GetTotalsAsync());
        var study = (await _index.FindStudyAsync("1"))!;
        Assert.Equal((1L, 250L), (study.Received, study.Bytes));
        Assert.Equal("elsewhere.dcm", (await _index.FindInstanceAsync("1.1.1"))!.RelativePath);
    }

    [Fact]
    public async Task Moves_the_counts_with_an_instance_that_changes_its_series()
    {
        await _index.AddAsync(Records.Instance("1.1.1", "1.1"));

        await _index.AddAsync(Records.Instance("1.1.1", "2.1", studyUID: "2"));

        Assert.Equal(0, (await _index.FindSeriesAsync("1.1"))!.Received);
        Assert.Equal(1, (await _index.FindSeriesAsync("2.1"))!.Received);
        Assert.Equal(0, (await _index.FindStudyAsync("1"))!.Received);
        Assert.Equal(1, (await _index.FindStudyAsync("2"))!.Received);
    }

    [Fact]
    public async Task Gives_back_all_it_was_told()
    {
        var received = Records.Instance("1.1.1", "1.1");
        await _index.AddAsync(received);

        Assert.Equal(received.Instance, await _index.FindInstanceAsync("1.1.1"));
        Assert.Equal(received.Patient, await _index.FindPatientAsync(received.Patient.PatientID));
        Assert.Equal(
            received.Study with { SeriesCount = 1, Received = 1, Bytes = 100 }, await _index.FindStudyAsync("1"));
        Assert.Equal(
            received.Series with { Received = 1, Bytes = 100, LastReceivedAt = received.Instance.ReceivedAt },
            await _index.FindSeriesAsync("1.1"));
        Assert.Equal([received.Instance], await _index.ListInstancesAsync("1.1").ToListAsync());
        Assert.Equal("1.1", Assert.Single(await _index.ListSeriesAsync("1").ToListAsync()).SeriesInstanceUID);
        Assert.Equal("1", Assert.Single(await _index.ListStudiesAsync("P").ToListAsync()).StudyInstanceUID);
        Assert.Single(await _index.ListPatientsAsync().ToListAsync());
        Assert.Single(await _index.ListStudiesAsync().ToListAsync());
        Assert.Single(await _index.ListSeriesAsync().ToListAsync());
    }

    [Fact]
    public async Task Says_null_of_what_it_does_not_know()
    {
        Assert.Null(await _index.FindInstanceAsync("9"));
        Assert.Null(await _index.FindSeriesAsync("9"));
        Assert.Null(await _index.FindStudyAsync("9"));
        Assert.Null(await _index.FindPatientAsync("9"));
        Assert.Null(await _index.FindRetrieveAsync(9));
        Assert.Empty(await _index.ListInstancesAsync("9").ToListAsync());
        Assert.Equal(default, await _index.GetTotalsAsync());
    }

    [Fact]
    public async Task Keeps_what_it_knows_of_a_series_when_an_instance_lacks_the_tag()
    {
        var first = Records.Instance("1.1.1", "1.1");
        await _index.AddAsync(first);

        await _index.AddAsync(Records.Instance("1.1.2", "1.1") with
        {
            Series = new SeriesRecord
            {
                SeriesInstanceUID = "1.1",
                StudyInstanceUID = "1",
                PatientID = "P",
                SeriesNumber = "7",
            },
        });

        var series = (await _index.FindSeriesAsync("1.1"))!;
        Assert.Equal((first.Series.SeriesDescription, "7"), (series.SeriesDescription, series.SeriesNumber));
    }

    [Fact]
    public async Task Names_the_expected_instances_that_have_not_come()
    {
        await _index.AddAsync(Records.Instance("1.1.2", "1.1"));

        var begun = await _index.BeginRetrieveAsync(Records.Request("1.1", "1.1.1", "1.1.2", "1.1.3"));

        Assert.Equal((3L, 1L, 2L), (begun.Requested, begun.Received, begun.Missing));
        Assert.Equal(["1.1.1", "1.1.3"], await _index.ListMissingAsync(begun.Id));
        await _index.AddAsync(Records.Instance("1.1.3", "1.1"));
        await _index.AddAsync(Records.Instance("1.1.3", "1.1"));
        await _index.AddAsync(Records.Instance("1.1.4", "1.1"));
        Assert.Equal(["1.1.1"], await _index.ListMissingAsync(begun.Id));
        Assert.Equal(1, (await _index.FindRetrieveAsync(begun.Id))!.Missing);
        var series = (await _index.FindSeriesAsync("1.1"))!;
        Assert.Equal((3L, 3L), (series.Requested, series.Received));
    }

    [Fact]
    public async Task Expects_an_instance_again_whose_file_is_gone_or_cut_short()
    {
        await using var index = SqliteIndex.Open(
            _directory["log"], Durability.Process, dataDirectory: _directory["data"]);
        Directory.CreateDirectory(_directory["data"]);
        await File.WriteAllBytesAsync(_directory["data", "1"], new byte[100]);
        await File.WriteAllBytesAsync(_directory["data", "2"], new byte[99]);
        foreach (var i in (int[])[1, 2, 3])
            await index.AddAsync(Records.Instance($"1.1.{i}", "1.1", path: $"{i}"));

        var begun = await index.BeginRetrieveAsync(Records.Request("1.1", "1.1.1", "1.1.2", "1.1.3"));

        Assert.Equal(2, begun.Missing);
        Assert.Equal(["1.1.2", "1.1.3"], await index.ListMissingAsync(begun.Id));
        await index.AddAsync(Records.Instance("1.1.2", "1.1", path: "2"));
        await index.AddAsync(Records.Instance("1.1.3", "1.1", path: "3"));
        Assert.Equal(0, (await index.FindRetrieveAsync(begun.Id))!.Missing);
    }

    [Fact]
    public async Task Counts_when_the_expected_instances_cannot_be_listed()
    {
        var begun = await _index.BeginRetrieveAsync(
            Records.Request("1.1") with { ExpectedInstances = null, ExpectedCount = 2 });

        await _index.AddAsync(Records.Instance("1.1.1", "1.1"));

        var now = (await _index.FindRetrieveAsync(begun.Id))!;
        Assert.False(now.ListsInstances);
        Assert.Equal((2L, 1L, 1L), (now.Requested, now.Received, now.Missing));
    }

    [Fact]
    public async Task Keeps_how_a_retrieve_ended()
    {
        var first = await _index.BeginRetrieveAsync(Records.Request("1.1", "1.1.1"));
        var second = await _index.BeginRetrieveAsync(Records.Request("1.1", "1.1.1"));

        await _index.EndRetrieveAsync(first.Id, "the PACS does not know our AE title");

        Assert.Null(second.FinishedAt);
        var retrieves = await _index.ListRetrievesAsync("1.1").ToListAsync();
        Assert.Equal([second.Id, first.Id], retrieves.Select(retrieve => retrieve.Id));
        Assert.Equal("the PACS does not know our AE title", retrieves[1].Outcome);
        Assert.NotNull(retrieves[1].FinishedAt);
        Assert.Equal(("job", "orthanc", "1"), (first.Job, first.Pacs, first.StudyInstanceUID));
    }

    [Fact]
    public async Task Commits_many_instances_in_one_transaction()
    {
        await PileUp(Enumerable.Range(1, 300).Select(i => Records.Instance($"1.1.{i}", "1.1")));

        Assert.Equal(2, _index.Commits);
        Assert.Equal(301, (await _index.FindSeriesAsync("1.1"))!.Received);
    }

    [Fact]
    public async Task Fails_only_the_change_that_cannot_be_made()
    {
        var bad = Records.Instance(null!, "1.1");

        var exception = await Assert.ThrowsAsync<IndexException>(
            () => PileUp([Records.Instance("1.1.1", "1.1"), bad, Records.Instance("1.1.2", "1.1")]));

        Assert.Contains("smdb.sqlite", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await _index.FindSeriesAsync("1.1"))!.Received);
    }

    [Fact]
    public async Task Works_beside_another_process_and_sees_its_changes()
    {
        await using var other = Open();
        var seen = _index.Version;
        var missing = await _index.BeginRetrieveAsync(Records.Request("1.1", "1.1.1"));

        await Task.WhenAll(
            Task.Run(async () =>
            {
                for (var i = 0; i < 50; i++)
                    await other.AddAsync(Records.Instance($"1.1.{i}", "1.1"));
            }),
            Task.Run(async () =>
            {
                for (var i = 0; i < 50; i++)
                    await _index.AddAsync(Records.Instance($"1.2.{i}", "1.2"));
            }));
        while ((await _index.FindRetrieveAsync(missing.Id))!.Missing > 0)
            seen = await _index.WaitForChangeAsync(seen);

        Assert.Equal(100, (await _index.GetTotalsAsync()).Instances);
    }

    [Fact]
    public async Task Wakes_who_waits_for_a_change_of_another_process()
    {
        await using var other = Open();
        var seen = _index.Version;
        var waiting = Task.Run(async () =>
        {
            while (await _index.FindInstanceAsync("1.1.1") is null)
                seen = await _index.WaitForChangeAsync(seen);
        });

        await other.AddAsync(Records.Instance("1.1.1", "1.1"));

        await waiting;
    }

    [Fact]
    public async Task Stops_waiting_for_a_change_when_told_to()
    {
        using var stop = new CancellationTokenSource();
        var seen = _index.Version;
        var waiting = Task.Run(async () =>
        {
            while (true)
                seen = await _index.WaitForChangeAsync(seen, stop.Token);
        });

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Keeps_everything_for_the_next_start()
    {
        await _index.AddAsync(Records.Instance("1.1.1", "1.1"));
        await _index.DisposeAsync();

        await using var again = Open();

        Assert.NotNull(await again.FindInstanceAsync("1.1.1"));
    }

    [Fact]
    public async Task Leaves_a_database_of_a_newer_program_alone()
    {
        await _index.DisposeAsync();
        Execute("PRAGMA user_version = 99");

        var exception = Assert.Throws<IndexException>(() => Open().Version);

        Assert.Contains("newer PxSharp", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_is_wrong_with_a_file_that_is_no_database()
    {
        Directory.CreateDirectory(_directory["other"]);
        File.WriteAllText(_directory["other", SqliteIndex.FileName], new string('x', 5000));

        var exception = Assert.Throws<IndexException>(() => SqliteIndex.Open(_directory["other"]).Version);

        Assert.Contains("smdb.sqlite", exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Questions =>
    [
        SqliteIndex.SelectInstance + " WHERE instance.uid = $key",
        SqliteIndex.SelectSeries + " WHERE series.uid = $key",
        SqliteIndex.SelectSeries + " WHERE study.uid = $key ORDER BY series.id",
        SqliteIndex.SelectStudy + " WHERE study.uid = $key",
        SqliteIndex.SelectStudy + " WHERE patient_id = $key ORDER BY study.id",
        SqliteIndex.SelectPatient + " WHERE patient_id = $key",
        SqliteIndex.SelectRetrieve + " WHERE retrieve.id = $key",
        SqliteIndex.SelectRetrieve + " WHERE series.uid = $key ORDER BY retrieve.id DESC",
        SqliteIndex.SelectInstance + " WHERE series.uid = $key ORDER BY instance.uid",
        SqliteIndex.SelectMissing,
        "UPDATE expected SET received = 1 WHERE uid = $key AND received = 0",
    ];

    [Theory]
    [MemberData(nameof(Questions))]
    public void Answers_by_an_index_and_never_by_going_through_a_table(string sql)
    {
        var plan = Explain(sql);

        Assert.NotEmpty(plan);
        Assert.All(plan, step => Assert.DoesNotContain("SCAN", step, StringComparison.Ordinal));
    }

    [Fact]
    public void Answers_for_everything_from_one_row()
        => Assert.Equal(["SCAN total"], Explain(SqliteIndex.SelectTotals));

    private SqliteIndex Open() => SqliteIndex.Open(_directory["log"], Durability.Process);

    /// <summary>
    /// Adds a first instance while another process holds the database, and the rest to wait behind it.
    /// </summary>
    private async Task PileUp(IEnumerable<ReceivedInstance> instances)
    {
        using var other = new SqliteConnection($"Data Source={_index.DatabasePath};Pooling=False");
        other.Open();
        Execute(other, "BEGIN IMMEDIATE");
        var first = Task.Run(async () => await _index.AddAsync(Records.Instance("1.1.0", "1.1")));
        while (!_index.IsWriting)
            await Task.Yield();
        var rest = instances.Select(instance => _index.AddAsync(instance).AsTask()).ToList();
        Assert.Equal(rest.Count, _index.Waiting);
        Execute(other, "COMMIT");
        await Task.WhenAll([first, .. rest]);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_index.DatabasePath};Pooling=False");
        connection.Open();
        Execute(connection, sql);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<string> Explain(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_index.DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        command.Parameters.AddWithValue("$key", "1");
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
            steps.Add(reader.GetString(3));
        return steps;
    }
}
