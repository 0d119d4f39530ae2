using PxSharp.Cube.Registration;
using PxSharp.Index;
using PxSharp.Sources;
using PxSharp.Storage;
using PxSharp.Tests.Index;
using Xunit;

namespace PxSharp.Tests.Cube;

public sealed class RegistrationSourceSpecs : IAsyncDisposable
{
    private const string Folder = "SERVICES/PACS/org/patient/";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteIndex _index;

    public RegistrationSourceSpecs() => _index = SqliteIndex.Open(_directory["log"], Durability.Process);

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_was_not_pushed_from_here_lies_where_the_templates_say()
    {
        await ReceiveAsync("1.1.1");

        var file = Assert.Single(await ListAsync());

        Assert.Equal((_directory["data", "1.1.1.dcm"], null, null), (file.FilePath, file.ObjectPath, file.Fault));
    }

    [Fact]
    public async Task What_was_pushed_lies_where_the_newest_push_that_came_there_put_it()
    {
        await ReceiveAsync("1.1.1");
        await PushAsync("1.1.1", Folder + "old.dcm", at: 1);
        await PushAsync("1.1.1", "users/" + Folder + "new.dcm", at: 2, target: "another store");
        await PushAsync("1.1.1", Folder + "failed.dcm", at: 3, error: "the disk is full", target: "a third");
        await PushAsync("1.1.1", "SERVICES/PACS/other/a.dcm", at: 4, target: "another PACS' name");

        var file = Assert.Single(await ListAsync());

        Assert.Equal((Folder + "new.dcm", null), (file.ObjectPath, file.Fault));
    }

    [Fact]
    public async Task What_was_not_pushed_has_a_fault_where_others_of_its_series_were()
    {
        await ReceiveAsync("1.1.1");
        await ReceiveAsync("1.1.2");
        await ReceiveAsync("1.1.3");
        await PushAsync("1.1.1", Folder + "1.dcm", at: 1);
        await PushAsync("1.1.2", Folder + "2.dcm", at: 1, error: "the disk is full");

        var files = await ListAsync();

        Assert.Equal(
            [null, "it has not been pushed: the disk is full", "it has not been pushed; push it first"],
            files.Select(file => file.Fault));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_series_of_which_something_is_missing_has_a_fault_where_it_is_registered_as_a_whole(bool isWhole)
    {
        await _index.BeginRetrieveAsync(Records.Request("1.1", "1.1.1", "1.1.2"), Ct);
        await ReceiveAsync("1.1.1");
        await PushAsync("1.1.1", Folder + "1.dcm", at: 1);

        var file = Assert.Single(await ListAsync(isWhole));

        if (isWhole)
        {
            Assert.StartsWith("1 of the 2 instances of the series are missing", file.Fault, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal((Folder + "1.dcm", null), (file.ObjectPath, file.Fault));
        }
    }

    [Fact]
    public async Task A_file_that_is_gone_keeps_its_own_fault()
    {
        await ReceiveAsync("1.1.1");
        File.Delete(_directory["data", "1.1.1.dcm"]);

        Assert.Equal("its file is gone", Assert.Single(await ListAsync()).Fault);
    }

    [Fact]
    public void Pairs_leave_out_what_stands_before_the_services()
    {
        var files = RegistrationSource.OfPairs(["/a.dcm", "/b.dcm"], ["/mnt/" + Folder + "a.dcm", "elsewhere"]);

        Assert.Equal([Folder + "a.dcm", "elsewhere"], files.Select(file => file.ObjectPath));
        Assert.Throws<ArgumentException>(() => RegistrationSource.OfPairs(["a"], []));
    }

    private async Task<List<RegistrationFile>> ListAsync(bool isWhole = false)
    {
        var source = FileSource.OfSeries(_index, _directory["data"], "1.1");
        return await RegistrationSource.OfAsync(source, _index, "org", isWhole, Ct).ToListAsync(Ct);
    }

    private async Task ReceiveAsync(string uid)
    {
        Directory.CreateDirectory(_directory["data"]);
        await File.WriteAllBytesAsync(_directory["data", uid + ".dcm"], new byte[100], Ct);
        await _index.AddAsync(Records.Instance(uid, "1.1", path: uid + ".dcm"), Ct);
    }

    private async Task PushAsync(
        string uid, string place, int at, string? error = null, string target = "a store") =>
        await _index.RecordDeliveryAsync(
            new DeliveryRecord
            {
                SOPInstanceUID = uid,
                Kind = DeliveryKind.Push,
                Target = target,
                ObjectName = place,
                At = DateTimeOffset.UnixEpoch.AddSeconds(at),
                Error = error,
            },
            Ct);
}
