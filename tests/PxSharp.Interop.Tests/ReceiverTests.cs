using System.Security.Cryptography;
using PxSharp.Dicom;
using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;
using PxSharp.Interop.Tests.Wire;
using PxSharp.Network.Server;

namespace PxSharp.Interop.Tests;

/// <summary>Real senders push to our receiver.</summary>
public sealed class ReceiverTests(OrthancServer orthanc)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("storescu")]
    [InlineData("dcmsend")]
    public async Task Eight_senders_at_once_have_every_instance_whole_and_indexed(string sender)
    {
        using var directory = new TemporaryDirectory();
        await using var receiver = await ReceiverUnderTest.StartAsync();
        await using var recorder = new WireRecorder(receiver.Port);
        var originals = new Dictionary<string, byte[]>();
        var folders = Enumerable.Range(0, 8).Select(number => directory.Make($"{number}")).ToList();
        foreach (var folder in folders)
        {
            foreach (var (uid, file) in await new SampleStudy { InstancesPerSeries = 10 }.WriteFilesAsync(folder))
            {
                originals.Add(uid, file);
            }
        }

        await Task.WhenAll(folders.Select(folder => DcmtkTool.RunAsync(
            sender, "-aec", receiver.AETitle, "+sd", "127.0.0.1", $"{recorder.Port}", folder)));
        var sent = await recorder.StopAsync();
        Assert.Equal(originals.Keys.Order(StringComparer.Ordinal), sent.Keys.Order(StringComparer.Ordinal));
        await receiver.AssertHoldsAsync(sent);
    }

    [Theory]
    [MemberData(nameof(Encodings.Every), MemberType = typeof(Encodings))]
    public async Task An_instance_is_kept_in_the_transfer_syntax_in_which_DCMTK_sends_it(string transferSyntaxUid)
    {
        using var directory = new TemporaryDirectory();
        var original = await MakeFileAsync(transferSyntaxUid);
        await File.WriteAllBytesAsync(directory["file"], original, TestContext.Current.CancellationToken);
        await using var receiver = await ReceiverUnderTest.StartAsync();
        await using var recorder = new WireRecorder(receiver.Port);

        // dcmsend keeps what is compressed; of the other transfer syntaxes it takes one that it likes, storescu the one
        // that it is told.
        string[] sender = transferSyntaxUid switch
        {
            DicomUID.ImplicitVRLittleEndian => ["storescu", "-xi"],
            DicomUID.ExplicitVRLittleEndian => ["storescu", "-xe"],
            DicomUID.ExplicitVRBigEndian => ["storescu", "-xb"],
            _ => ["dcmsend", "--decompress-never"],
        };
        await DcmtkTool.RunAsync(
            sender[0], sender[1], "-aec", receiver.AETitle, "127.0.0.1", $"{recorder.Port}", directory["file"]);
        var sent = await recorder.StopAsync();
        Assert.Equal(transferSyntaxUid, Assert.Single(sent).Value.TransferSyntaxUID);
        await receiver.AssertHoldsAsync(sent);
    }

    [Theory]
    [MemberData(nameof(Encodings.Every), MemberType = typeof(Encodings))]
    public async Task An_instance_is_kept_in_the_transfer_syntax_in_which_Orthanc_sends_it(string transferSyntaxUid)
    {
        var original = await MakeFileAsync(transferSyntaxUid);
        await orthanc.RequireAsync();
        await orthanc.UploadAsync(original);
        await using var receiver = await ReceiverUnderTest.StartAsync();
        await using var recorder = new WireRecorder(receiver.Port);
        await orthanc.AddModalityAsync(receiver.AETitle, recorder.Port);

        await orthanc.SendAsync(receiver.AETitle, Part10.SOPInstanceUID(original));
        var sent = await recorder.StopAsync();
        Assert.Equal(Part10.SOPInstanceUID(original), Assert.Single(sent).Key);
        await receiver.AssertHoldsAsync(sent);
        var held = (await orthanc.FindFileAsync(Part10.SOPInstanceUID(original)))!;
        if (sent.Values.Single().TransferSyntaxUID == Part10.TransferSyntaxUID(held)
            && !TransferSyntax.Of(transferSyntaxUid).IsDeflated)
        {
            Assert.Equal(Part10.DataSet(held), sent.Values.Single().DataSet);
        }
    }

    [Fact]
    public async Task Garbage_on_the_port_harms_no_transfer()
    {
        using var directory = new TemporaryDirectory();
        var study = new SampleStudy { SeriesCount = 4, InstancesPerSeries = 25, Edge = 128 };
        await study.WriteFilesAsync(directory.Root);
        await using var receiver = await ReceiverUnderTest.StartAsync(
            new DicomServerOptions { AssociationTimeout = Soon, DimseTimeout = Soon, IdleTimeout = Soon });
        await using var recorder = new WireRecorder(receiver.Port);
        var transfer = DcmtkTool.RunAsync(
            "storescu", "-aec", receiver.AETitle, "+sd", "127.0.0.1", $"{recorder.Port}", directory.Root);

        // All of these end because the receiver ends them: at once, or when a timer has run out.
        await Task.WhenAll(GarbageFor(receiver.AETitle).Select(garbage => TalkAsync(receiver.Port, garbage)));
        await TalkInAssociationAsync(receiver, RawConnection.Header(0x04, uint.MaxValue));
        await TalkInAssociationAsync(receiver, RawConnection.Header(0x04, 1024));
        await TalkInAssociationAsync(receiver, [.. RawConnection.Header(0x04, 6), 0xFF, 0xFF, 0xFF, 0xFF, 1, 3]);
        await TalkInAssociationAsync(receiver, RandomNumberGenerator.GetBytes(4096));

        await transfer;
        var sent = await recorder.StopAsync();
        Assert.Equal(study.InstanceCount, sent.Count);
        await receiver.AssertHoldsAsync(sent);
        await DcmtkTool.RunAsync("echoscu", "-aec", receiver.AETitle, "127.0.0.1", $"{receiver.Port}");
    }

    [Fact]
    public async Task A_sender_that_breaks_off_leaves_what_it_had_sent_whole_and_no_more()
    {
        using var directory = new TemporaryDirectory();
        var study = new SampleStudy { SeriesCount = 1, InstancesPerSeries = 60, Edge = 256 };
        var files = await study.WriteFilesAsync(directory.Root);
        await using var receiver = await ReceiverUnderTest.StartAsync();
        await using var cut = new CuttingProxy(receiver.Port, afterBytes: files.Values.Sum(file => file.Length) / 2);

        var result = await DcmtkTool.TryRunAsync(
            "storescu", "-v", "-aec", receiver.AETitle, "+sd", "127.0.0.1", $"{cut.Port}", directory.Root);
        Assert.NotEqual(0, result.ExitCode);
        await cut.WaitUntilCutAsync();

        var held = await receiver.CheckAsync();
        Assert.InRange(held.Count, 1, study.InstanceCount - 1);
        var acknowledged = result.Output.Split("Received Store Response (Success)").Length - 1;
        Assert.InRange(held.Count, acknowledged, acknowledged + 1);
    }

    private static IEnumerable<byte[]> GarbageFor(string aeTitle)
    {
        var good = RawConnection.AssociateRequest(aeTitle);
        return
        [
            [],
            [0x01],
            RandomNumberGenerator.GetBytes(64 * 1024),
            "GET / HTTP/1.1\r\nHost: pacs\r\n\r\n"u8.ToArray(),
            RawConnection.Header(0x01, uint.MaxValue),
            RawConnection.Header(0x01, int.MaxValue),
            RawConnection.Header(0x04, uint.MaxValue),
            RawConnection.Header(0xFF, 0),
            good[..(good.Length / 2)],
            [.. RawConnection.Header(0x01, 200), .. RandomNumberGenerator.GetBytes(200)],
        ];
    }

    private static async Task TalkAsync(int port, byte[] garbage)
    {
        using var connection = await RawConnection.OpenAsync(port);
        await connection.SendAsync(garbage);
        await connection.WaitUntilClosedAsync();
    }

    private static async Task TalkInAssociationAsync(ReceiverUnderTest receiver, byte[] garbage)
    {
        using var connection = await RawConnection.OpenAsync(receiver.Port);
        await connection.SendAsync(RawConnection.AssociateRequest(receiver.AETitle));
        Assert.Equal(0x02, (await connection.ReadAsync(1))[0]);
        await connection.SendAsync(garbage);
        await connection.WaitUntilClosedAsync();
    }

    private static async Task<byte[]> MakeFileAsync(string transferSyntaxUid)
    {
        var study = new SampleStudy { SeriesCount = 1, InstancesPerSeries = 1, BitsStored = 12, Edge = 64 };
        var file = (await study.MakeFilesAsync()).Values.Single();
        return await Encodings.ConvertAsync(file, transferSyntaxUid);
    }
}
