using BenchmarkDotNet.Attributes;
using PxSharp.Dicom;
using PxSharp.Network.Dimse;
using PxSharp.Network.Pdu;

namespace PxSharp.Benchmarks;

/// <summary>What an association and each of its messages cost to write and to read.</summary>
[MemoryDiagnoser]
public class PduBenchmarks
{
    private static readonly AssociateRequestPdu _request = new()
    {
        CalledAETitle = "SIMPACS",
        CallingAETitle = "PXSHARP",
        Contexts =
        [
            .. Enumerable.Range(0, 64).Select(index => new RequestedContext(
                (byte)((2 * index) + 1),
                DicomUID.CTImageStorage,
                [DicomUID.ExplicitVRLittleEndian, DicomUID.ImplicitVRLittleEndian])),
        ],
    };

    private static readonly DimseCommand _store = new()
    {
        Field = CommandField.StoreRequest,
        SOPClassUID = DicomUID.CTImageStorage,
        SOPInstanceUID = "2.25.351772212270815184251540.1.1.1.1.1",
        MessageId = 1,
        HasDataset = true,
    };

    private static readonly byte[] _associateBody = ((IPdu)_request).Encode()[PduHeader.Size..];
    private static readonly byte[] _storeBytes = CommandWriter.Write(_store);

    /// <summary>An A-ASSOCIATE-RQ of 64 contexts.</summary>
    [Benchmark]
    public byte[] Write_an_association_request() => ((IPdu)_request).Encode();

    /// <summary>An A-ASSOCIATE-RQ of 64 contexts.</summary>
    [Benchmark]
    public object Read_an_association_request() => PduDecoder.Decode(PduType.AssociateRequest, _associateBody);

    /// <summary>The command set of a C-STORE-RQ.</summary>
    [Benchmark]
    public byte[] Write_a_command() => CommandWriter.Write(_store);

    /// <summary>The command set of a C-STORE-RQ.</summary>
    [Benchmark]
    public object Read_a_command() => CommandReader.Read(_storeBytes);
}
