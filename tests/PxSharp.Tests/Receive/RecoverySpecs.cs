using System.Net;
using System.Net.Sockets;
using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Paths;
using PxSharp.Receive;
using PxSharp.Repack;
using PxSharp.Storage;
using Xunit;

namespace PxSharp.Tests.Receive;

/// <summary>A process that was killed had given a file its name and not recorded it: whoever comes next does.</summary>
public sealed class RecoverySpecs : IAsyncDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly BaseMount _killed = new();
    private readonly BaseMount _next = new();

    private string Incoming => Path.Combine(_killed.Data.Path, ".incoming");

    public async ValueTask DisposeAsync()
    {
        await _next.DisposeAsync();
        await _killed.DisposeAsync();
    }

    [Fact]
    public async Task Records_at_the_next_start_what_a_killed_receiver_had_only_named()
    {
        var layout = PathLayout.Parse(image: "%PatientID.dcm");
        await NameAsync(3, layout);
        using var data = new DataRoot(_killed.Data.Path, Durability.Process);
        using var next = new InstanceWriter(data, _next.Index, layout);

        // One journal slot was used again and again, so only the last instance is in question.
        Assert.Equal(1, await next.RecoverAsync(Ct));
        Assert.Equal(0, await next.RecoverAsync(Ct));

        var known = (await _next.Index.FindInstanceAsync(Instances.Series + ".3", Ct))!;
        var before = (await _killed.Index.FindInstanceAsync(Instances.Series + ".3", Ct))!;
        Assert.Equal(before, known with { ReceivedAt = before.ReceivedAt });
        Assert.Empty(Directory.GetFiles(Incoming, "*.placing"));
    }

    [Fact]
    public async Task Records_it_also_where_somebody_had_tidied_up_while_the_receiver_ran()
    {
        using (var writer = new InstanceWriter(_killed.Data, _killed.Index))
        {
            await writer.StoreAsync(Instances.Make(1));
            Directory.Delete(Incoming, recursive: true);
            await writer.StoreAsync(Instances.Make(2));
        }
        Die();
        using var data = new DataRoot(_killed.Data.Path, Durability.Process);
        using var next = new InstanceWriter(data, _next.Index);

        Assert.Equal(1, await next.RecoverAsync(Ct));
        Assert.NotNull(await _next.Index.FindInstanceAsync(Instances.Series + ".2", Ct));
    }

    [Fact]
    public async Task Records_the_directory_in_which_it_lies_by_whatever_layout()
    {
        await NameAsync(1, PathLayout.Parse(series: "elsewhere"));
        using var data = new DataRoot(_killed.Data.Path, Durability.Process);
        using var next = new InstanceWriter(data, _next.Index);

        Assert.Equal(1, await next.RecoverAsync(Ct));

        var path = (await _next.Index.FindInstanceAsync(Instances.Series + ".1", Ct))!.RelativePath;
        var series = await _next.Index.ListSeriesAsync(cancellationToken: Ct).SingleAsync(Ct);
        Assert.EndsWith("/elsewhere", series.Directory, StringComparison.Ordinal);
        Assert.Equal(path[..path.LastIndexOf('/')], series.Directory);
    }

    [Fact]
    public async Task Recovers_nothing_that_is_recorded_or_was_never_named()
    {
        await NameAsync(1);
        CopyAsOfDeadProcess(Directory.GetDirectories(Incoming)[0], Path.Combine(Incoming, "2-dead"));
        await File.WriteAllBytesAsync(Path.Combine(Incoming, "2-dead", "placing"), new byte[10_000], Ct);
        using var data = new DataRoot(_killed.Data.Path, Durability.Process);
        using var next = new InstanceWriter(data, _killed.Index);

        Assert.Equal(0, await next.RecoverAsync(Ct));
        Assert.Equal(1, (await _killed.Index.GetTotalsAsync(Ct)).Instances);
    }

    [Fact]
    public async Task A_receiver_for_one_connection_records_it_before_it_serves_that()
    {
        await NameAsync(1);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connecting = DicomClient.ConnectAsync(
            new AssociationOptions { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port },
            [new ProposedContext(DicomUID.Verification, [DicomUID.ImplicitVRLittleEndian])],
            Ct);
        await using var receiver = Receiver.ForConnections(
            new ReceiverOptions { DataDirectory = _killed.Data.Path, Durability = Durability.Process }, _next.Index);

        var served = receiver.ServeAsync(await listener.AcceptSocketAsync(Ct));
        await using var client = await connecting;

        Assert.Equal(1, receiver.Recovered);
        Assert.NotNull(await _next.Index.FindInstanceAsync(Instances.Series + ".1", Ct));
        await client.ReleaseAsync(Ct);
        await served;
    }

    [Fact]
    public async Task A_repack_records_it_though_it_has_nothing_else_to_do()
    {
        await NameAsync(1);
        using var data = new DataRoot(_killed.Data.Path, Durability.Process);
        var source = Directory.CreateDirectory(_next["nothing"]).FullName;

        await foreach (var happened in new Repacker(data, _next.Index).RunAsync(
            new RepackOptions { Source = source }, Ct))
        {
            Assert.Fail($"there was nothing to repack: {happened}");
        }

        Assert.NotNull(await _next.Index.FindInstanceAsync(Instances.Series + ".1", Ct));
    }

    [Fact]
    public async Task What_a_killed_repack_had_named_is_recorded_too()
    {
        var source = Directory.CreateDirectory(_next["in"]).FullName;
        await using (var file = File.Create(Path.Combine(source, "1.dcm")))
            new DicomFile(Instances.Make(1), TransferSyntax.ExplicitVRLittleEndian).Write(file);
        await foreach (var _ in new Repacker(_killed.Data, _killed.Index).RunAsync(
            new RepackOptions { Source = source }, Ct))
        {
            // Its journal tells what it placed last.
        }
        Die();
        using var data = new DataRoot(_killed.Data.Path, Durability.Process);
        using var next = new InstanceWriter(data, _next.Index);

        Assert.Equal(1, await next.RecoverAsync(Ct));
    }

    /// <summary>
    /// Leaves the data root as a process does that was killed before it recorded the last of so many.
    /// </summary>
    private async Task NameAsync(int instances, PathLayout? layout = null)
    {
        using (var writer = new InstanceWriter(_killed.Data, _killed.Index, layout))
        {
            for (var i = 1; i <= instances; i++)
                await writer.StoreAsync(Instances.Make(i));
        }
        Die();
    }

    private void Die() => CopyAsOfDeadProcess(
        Directory.GetDirectories(Incoming).Single(), Path.Combine(Incoming, "1-dead"));

    private static void CopyAsOfDeadProcess(string directory, string dead)
    {
        Directory.CreateDirectory(dead);
        foreach (var file in Directory.GetFiles(directory))
            File.Copy(file, Path.Combine(dead, Path.GetFileName(file)));
        // A lock that nobody holds.
        File.WriteAllText(dead + ".lock", "");
    }
}
