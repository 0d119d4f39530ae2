using System.Buffers;

namespace PxSharp.Dicom.Writing;

/// <summary>Writes to a stream by way of one buffer.</summary>
internal sealed class StreamBufferWriter(Stream stream) : IBufferWriter<byte>
{
    private byte[] _buffer = new byte[32 * 1024];
    private int _used;

    public void Advance(int count) => _used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_buffer.Length - _used < Math.Max(1, sizeHint))
        {
            Flush();
            if (_buffer.Length < sizeHint)
                _buffer = new byte[sizeHint];
        }
        return _buffer.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Gives what is in the buffer to the stream.</summary>
    internal void Flush()
    {
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
