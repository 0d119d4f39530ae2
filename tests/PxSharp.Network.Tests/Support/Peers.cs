using System.Net;
using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Client;
using PxSharp.Network.Server;
using PxSharp.Network.Services;

namespace PxSharp.Network.Tests.Support;

/// <summary>Servers and clients on the loopback.</summary>
internal static class Peers
{
    internal static readonly ProposedContext Verification = new(
        DicomUID.Verification, [DicomUID.ImplicitVRLittleEndian]);

    internal static readonly ProposedContext CT = new(DicomUID.CTImageStorage, [DicomUID.ExplicitVRLittleEndian]);

    internal static readonly ProposedContext Find = new(QueryRetrieve.StudyRootFind, [DicomUID.ExplicitVRLittleEndian]);

    internal static readonly ProposedContext Move = new(QueryRetrieve.StudyRootMove, [DicomUID.ExplicitVRLittleEndian]);

    internal static readonly ProposedContext Get = new(QueryRetrieve.StudyRootGet, [DicomUID.ExplicitVRLittleEndian]);

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal static async Task<DicomServer> ServeAsync(DicomServerOptions? options = null)
    {
        var server = new DicomServer((options ?? new DicomServerOptions()) with { Address = IPAddress.Loopback });
        await server.StartAsync(Cancellation);
        return server;
    }

    internal static AssociationOptions OptionsFor(int port) =>
        new() { Host = "127.0.0.1", Port = port, CallingAETitle = "TEST", CalledAETitle = "PXSHARP" };

    internal static Task<DicomClient> ConnectAsync(DicomServer server, params ProposedContext[] contexts) =>
        DicomClient.ConnectAsync(OptionsFor(server.Port), contexts, Cancellation);

    internal static StoreSource Instance(string uid, byte[] dataset) =>
        StoreSource.FromBytes(DicomUID.CTImageStorage, uid, DicomUID.ExplicitVRLittleEndian, dataset);

    internal static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    internal static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items.WithCancellation(Cancellation))
            list.Add(item);
        return list;
    }
}
