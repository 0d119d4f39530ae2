using System.Runtime.InteropServices;

namespace PxSharp.Network.Services;

/// <summary>A stream over bytes in memory, without a copy where they lie in an array.</summary>
internal static class ReadOnlyMemoryStream
{
    internal static MemoryStream Over(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
