namespace PxSharp.Interop.Tests.Peers;

/// <summary>DCMTK's PACS, one for a test, with the move destinations that the test names.</summary>
public sealed class DcmqrscpServer : IAsyncDisposable
{
    public const string AETitle = "DCMQRSCP";

    private readonly TemporaryDirectory _directory = new();
    private readonly ChildProcess _process;

    private DcmqrscpServer(int port, IEnumerable<(string AETitle, int Port)> destinations)
    {
        Port = port;
        Storage = _directory.Make("storage");
        var configuration = _directory["dcmqrscp.cfg"];
        File.WriteAllText(configuration, $"""
            NetworkTCPPort  = {port}
            MaxPDUSize      = 131072
            MaxAssociations = 32
            HostTable BEGIN
            {string.Join('\n', destinations.Select((to, i) => $"peer{i} = ({to.AETitle}, 127.0.0.1, {to.Port})"))}
            HostTable END
            VendorTable BEGIN
            VendorTable END
            AETable BEGIN
            {AETitle} {Storage} RW (500, 1024mb) ANY
            AETable END

            """);
        _process = DcmtkTool.Start("dcmqrscp", "-v", "-dhl", "-c", configuration);
    }

    public int Port { get; }

    /// <summary>Where it keeps its files.</summary>
    public string Storage { get; }

    public static async Task<DcmqrscpServer> StartAsync(params IReadOnlyList<(string AETitle, int Port)> destinations)
    {
        DcmtkTool.Require();
        var server = new DcmqrscpServer(FreePort.Take(), destinations);
        try
        {
            await server._process.WaitForPortAsync(server.Port);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }
}
