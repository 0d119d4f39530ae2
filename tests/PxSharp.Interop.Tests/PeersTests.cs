using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;
using PxSharp.Interop.Tests.Wire;

namespace PxSharp.Interop.Tests;

/// <summary>What the other tests stand on: the peers answer, and the recorder keeps what went over the wire.</summary>
public sealed class PeersTests(OrthancServer orthanc)
{
    [Fact]
    public async Task Orthanc_answers_an_echo()
    {
        await orthanc.RequireAsync();
        await DcmtkTool.RunAsync("echoscu", "-aec", OrthancServer.AETitle, "127.0.0.1", $"{orthanc.Port}");
    }

    [Fact]
    public async Task Dcmqrscp_answers_an_echo()
    {
        await using var pacs = await DcmqrscpServer.StartAsync();
        await DcmtkTool.RunAsync("echoscu", "-aec", DcmqrscpServer.AETitle, "127.0.0.1", $"{pacs.Port}");
    }

    [Fact]
    public async Task The_recorder_has_every_data_set_as_storescu_sent_it()
    {
        await orthanc.RequireAsync();
        using var directory = new TemporaryDirectory();
        var study = new SampleStudy();
        var files = await study.WriteFilesAsync(directory.Root);
        await using var recorder = new WireRecorder(orthanc.Port);
        await DcmtkTool.RunAsync(
            "storescu", "-xe", "+sd", "-aec", OrthancServer.AETitle, "127.0.0.1", $"{recorder.Port}", directory.Root);

        var sent = await recorder.StopAsync();
        Assert.Equal(study.InstanceCount, sent.Count);
        Assert.All(files, file => Assert.Equal(Part10.DataSet(file.Value), sent[file.Key].DataSet));
        Assert.All(files, file => Assert.Equal(Part10.TransferSyntaxUID(file.Value), sent[file.Key].TransferSyntaxUID));
        foreach (var (uid, file) in files)
        {
            Assert.Equal(Part10.DataSet(file), Part10.DataSet((await orthanc.FindFileAsync(uid))!));
        }
    }

    [Fact]
    public async Task A_child_that_is_killed_is_gone_when_it_is_disposed()
    {
        DcmtkTool.Require();
        var child = DcmtkTool.Start("storescp", $"{FreePort.Take()}");
        var id = child.Id;
        await child.DisposeAsync();
        Assert.False(Directory.Exists($"/proc/{id}"));
    }
}
