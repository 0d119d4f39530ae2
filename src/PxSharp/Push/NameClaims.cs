using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PxSharp.Push;

/// <summary>
/// Sees to it that of two files with one SOP Instance UID, or with one name at the target, the second does not take the
/// place of the first in silence.
/// </summary>
internal sealed class NameClaims
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, string> _pathsByUID = [];
    private readonly Dictionary<UInt128, string> _pathsByName = [];
    private readonly List<RepeatedInstance> _repeated = [];

    /// <summary>The files that came second, each with the one that came first.</summary>
    public IReadOnlyList<RepeatedInstance> Repeated => _repeated;

    /// <summary>Whether the instance is the first of its UID and of its name.</summary>
    public bool Claim(PushInstance instance)
    {
        var uid = KeyOf(instance.SOPInstanceUID);
        UInt128? name = instance.ObjectName is { } text ? KeyOf(text) : null;
        lock (_lock)
        {
            if (_pathsByUID.TryGetValue(uid, out var first))
            {
                _repeated.Add(new RepeatedInstance(first, instance, IsOfSameUID: true));
                return false;
            }
            if (name is { } key && !_pathsByName.TryAdd(key, instance.FilePath))
            {
                _repeated.Add(new RepeatedInstance(_pathsByName[key], instance, IsOfSameUID: false));
                return false;
            }
            _pathsByUID.Add(uid, instance.FilePath);
            return true;
        }
    }

    private static UInt128 KeyOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
