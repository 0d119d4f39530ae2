using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PxSharp.Push;

/// <summary>
/// Sees to it that of two files with one instance the second does not take the place of the first in silence.
/// </summary>
internal sealed class NameClaims
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, string> _paths = [];
    private readonly List<(string First, PushInstance Second)> _repeated = [];

    /// <summary>The files that came second, each with the one that came first.</summary>
    public IReadOnlyList<(string First, PushInstance Second)> Repeated => _repeated;

    /// <summary>Whether the instance is the first of its name.</summary>
    public bool Claim(PushInstance instance)
    {
        var name = instance.ObjectName ?? instance.SOPInstanceUID;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(name.AsSpan()), hash);
        var key = BinaryPrimitives.ReadUInt128LittleEndian(hash);
        lock (_lock)
        {
            if (_paths.TryAdd(key, instance.FilePath))
                return true;
            _repeated.Add((_paths[key], instance));
            return false;
        }
    }
}
