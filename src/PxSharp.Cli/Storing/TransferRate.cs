using PxSharp.Cli.Drawing;
using PxSharp.ObjectStores.Transfers;

namespace PxSharp.Cli.Storing;

/// <summary>How far copies into a store or out of it are, how fast, and how long they will take.</summary>
internal sealed class TransferRate(TimeProvider clock)
{
    private readonly ByteRate _rate = new(clock);
    private readonly Dictionary<ObjectTransfer, long> _underWay = new(ReferenceEqualityComparer.Instance);
    private long _objects;
    private long _bytes;
    private long _objectsDone;
    private long _bytesDone;

    /// <summary>Copies that were made now.</summary>
    public long Copied { get; private set; }

    public void Add(TransferEvent happened)
    {
        switch (happened)
        {
            case TransferPlanned planned:
                (_objects, _bytes) = (planned.Objects, planned.Bytes);
                break;
            case TransferProgressed progressed:
                Move(progressed.Transfer, progressed.Bytes);
                break;
            case ObjectTransferred done:
                Copied += done.WasThere ? 0 : 1;
                Finish(done.Transfer, isMoved: !done.WasThere);
                break;
            case ObjectNotTransferred failed:
                Finish(failed.Transfer, isMoved: false);
                break;
        }
    }

    /// <summary>"118 of 1000 objects, 62 MB of 512 MB, 31 MB/s, 0:15 left".</summary>
    public string Describe()
    {
        var text = $"{_objectsDone} of {ShownValue.Count(_objects, "object", "objects")}, "
            + $"{ShownValue.Size(_bytesDone)} of {ShownValue.Size(_bytes)}";
        return _rate.Describe(_bytes - _bytesDone) is { } rate ? $"{text}, {rate}" : text;
    }

    private void Move(ObjectTransfer transfer, long bytes)
    {
        // What is sent again after a broken connection counts once.
        var moved = _underWay.GetValueOrDefault(transfer);
        bytes = Math.Min(bytes, transfer.Length - moved);
        _underWay[transfer] = moved + bytes;
        _bytesDone += bytes;
        _rate.Add(bytes);
    }

    private void Finish(ObjectTransfer transfer, bool isMoved)
    {
        _underWay.Remove(transfer, out var moved);
        _objectsDone++;
        _bytesDone += transfer.Length - moved;
        _rate.Add(isMoved ? transfer.Length - moved : 0);
    }
}
