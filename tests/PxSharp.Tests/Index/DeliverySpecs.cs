using CsCheck;
using Microsoft.Data.Sqlite;
using PxSharp.Index;
using PxSharp.Storage;
using Xunit;

namespace PxSharp.Tests.Index;

public sealed class DeliverySpecs : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_became_of_an_instance_is_kept_for_each_target()
    {
        await using var index = Open();
        await index.AddAsync(Records.Instance("1.1.1", "1.1"));
        var stored = Delivery("1.1.1", "swift") with { ObjectName = "SERVICES/a", Checksum = "0123" };
        var failed = Delivery("1.1.1", "pacs", "it refused");

        await index.RecordDeliveryAsync(stored);
        await index.RecordDeliveryAsync(failed);

        Assert.Equal(
            [failed, stored], (await ListAsync(index, "1.1.1")).OrderBy(found => found.Target, StringComparer.Ordinal));
        Assert.True(stored.IsDelivered);
        Assert.False(failed.IsDelivered);
        Assert.Empty(await ListAsync(index, "1.1.2"));
        Assert.Equal(2, await index.ListDeliveriesOfSeriesAsync("1.1").CountAsync());
    }

    [Fact]
    public async Task A_newer_attempt_takes_the_place_of_the_older_and_changes_the_count()
    {
        await using var index = Open();
        await index.AddAsync(Records.Instance("1.1.1", "1.1"));

        await index.RecordDeliveryAsync(Delivery("1.1.1", "swift", "no answer"));
        Assert.Equal(0, await PushedAsync(index, "1.1"));
        await index.RecordDeliveryAsync(Delivery("1.1.1", "swift"));
        Assert.Equal(1, await PushedAsync(index, "1.1"));
        await index.RecordDeliveryAsync(Delivery("1.1.1", "swift"));
        Assert.Equal(1, await PushedAsync(index, "1.1"));
        await index.RecordDeliveryAsync(Delivery("1.1.1", "swift", "gone"));

        Assert.Equal(0, await PushedAsync(index, "1.1"));
        Assert.Equal("gone", Assert.Single(await ListAsync(index, "1.1.1")).Error);
    }

    [Fact]
    public async Task Registered_instances_are_counted_apart()
    {
        await using var index = Open();
        await index.AddAsync(Records.Instance("1.1.1", "1.1"));

        await index.RecordDeliveryAsync(Delivery("1.1.1", "cube") with { Kind = DeliveryKind.Register });

        var series = (await index.FindSeriesAsync("1.1"))!;
        Assert.Equal((0L, 1L), (series.Pushed, series.Registered));
    }

    [Fact]
    public async Task The_counts_are_those_that_counting_would_give()
    {
        string[] uids = ["1", "2", "3"];
        string[] series = ["a", "b"];
        var step = Gen.Select(
            Gen.Int[0, 2].Select(i => uids[i]), Gen.Int[0, 1].Select(i => series[i]),
            Gen.Bool.Select(isFirst => isFirst ? "x" : "y"), Gen.Bool, Gen.Bool,
            Gen.Bool.Select(isPush => isPush ? DeliveryKind.Push : DeliveryKind.Register));
        await step.Array[1, 25].SampleAsync(
            async steps =>
            {
                using var directory = new TemporaryDirectory();
                await using var index = SqliteIndex.Open(directory.Path, Durability.Process);
                var homes = new Dictionary<string, string>();
                var delivered = new Dictionary<(string, DeliveryKind, string), bool>();
                foreach (var (uid, home, target, isArrival, isGood, kind) in steps)
                {
                    if (isArrival)
                    {
                        await index.AddAsync(Records.Instance(uid, home));
                        homes[uid] = home;
                        continue;
                    }
                    await index.RecordDeliveryAsync(Delivery(uid, target, isGood ? null : "no") with { Kind = kind });
                    delivered[(uid, kind, target)] = isGood;
                }
                foreach (var home in series)
                {
                    var found = await index.FindSeriesAsync(home);
                    Assert.Equal(Count(DeliveryKind.Push), found?.Pushed ?? 0);
                    Assert.Equal(Count(DeliveryKind.Register), found?.Registered ?? 0);
                    long Count(DeliveryKind kind) => uids.Count(uid => homes.GetValueOrDefault(uid) == home
                        && delivered.Any(one => one.Value && one.Key.Item1 == uid && one.Key.Item2 == kind));
                }
            },
            iter: 60, threads: 1);
    }

    [Fact]
    public async Task A_database_of_the_first_version_gets_the_table_and_keeps_its_content()
    {
        using (var connection = Connect())
        {
            Execute(connection, SqliteSchema.Steps[0] + "PRAGMA user_version = 1;");
            Execute(connection, """
                INSERT INTO patient (id, patient_id) VALUES (1, 'P');
                INSERT INTO study (id, uid, patient_ref) VALUES (1, '1', 1);
                INSERT INTO series (id, uid, study_ref) VALUES (1, '1.1', 1);
                INSERT INTO instance VALUES ('1.1.1', 1, '1.2', '1.2.840.10008.1.2.1', 'a/b/c/d.dcm', 10, 0, NULL);
                """);
        }

        await using (var index = Open())
            await index.RecordDeliveryAsync(Delivery("1.1.1", "swift"));

        await using var again = Open();
        Assert.Equal(1, await PushedAsync(again, "1.1"));
        Assert.Equal(10, (await again.GetTotalsAsync()).Bytes);
    }

    private static DeliveryRecord Delivery(string uid, string target, string? error = null) => new()
    {
        SOPInstanceUID = uid,
        Kind = DeliveryKind.Push,
        Target = target,
        At = Noon,
        Error = error,
    };

    private static async Task<long> PushedAsync(SqliteIndex index, string seriesUID)
        => (await index.FindSeriesAsync(seriesUID))!.Pushed;

    private static async Task<List<DeliveryRecord>> ListAsync(SqliteIndex index, string uid)
        => await index.ListDeliveriesAsync(uid).ToListAsync();

    private SqliteIndex Open() => SqliteIndex.Open(_directory.Path, Durability.Process);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(
            $"Data Source={_directory[SqliteIndex.FileName]};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
