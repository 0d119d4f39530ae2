using PxSharp.Network.Associations;

namespace PxSharp.Interop.Tests.Peers;

/// <summary>One PACS of either kind, to a test that does not mind which.</summary>
public sealed class PacsUnderTest : IAsyncDisposable
{
    private readonly OrthancServer? _orthanc;
    private readonly DcmqrscpServer? _dcmqrscp;

    private PacsUnderTest(OrthancServer? orthanc, DcmqrscpServer? dcmqrscp)
    {
        _orthanc = orthanc;
        _dcmqrscp = dcmqrscp;
    }

    public string AETitle => _orthanc is null ? DcmqrscpServer.AETitle : OrthancServer.AETitle;

    public int Port => _orthanc?.Port ?? _dcmqrscp!.Port;

    /// <summary>How to call it.</summary>
    public AssociationOptions Options => new() { Host = "127.0.0.1", Port = Port, CalledAETitle = AETitle };

    /// <summary>A PACS that knows these move destinations. Orthanc is the one that all tests share.</summary>
    public static async Task<PacsUnderTest> StartAsync(
        PacsKind kind, OrthancServer orthanc, params IReadOnlyList<(string AETitle, int Port)> destinations)
    {
        if (kind == PacsKind.Dcmqrscp)
        {
            return new PacsUnderTest(null, await DcmqrscpServer.StartAsync(destinations));
        }

        DcmtkTool.Require();
        await orthanc.RequireAsync();
        foreach (var (aeTitle, port) in destinations)
        {
            await orthanc.AddModalityAsync(aeTitle, port);
        }

        return new PacsUnderTest(orthanc, null);
    }

    /// <summary>Puts files into its archive.</summary>
    public async Task StoreAsync(IEnumerable<byte[]> files)
    {
        if (_orthanc is not null)
        {
            foreach (var file in files)
            {
                await _orthanc.UploadAsync(file);
            }

            return;
        }

        using var directory = new TemporaryDirectory();
        foreach (var (number, file) in files.Index())
        {
            await File.WriteAllBytesAsync(directory[$"{number}"], file, TestContext.Current.CancellationToken);
        }

        await DcmtkTool.RunAsync(
            "dcmsend", "-aec", AETitle, "--decompress-never", "+sd", "127.0.0.1", $"{Port}", directory.Root);
    }

    public async ValueTask DisposeAsync()
    {
        if (_dcmqrscp is not null)
        {
            await _dcmqrscp.DisposeAsync();
        }
    }
}
