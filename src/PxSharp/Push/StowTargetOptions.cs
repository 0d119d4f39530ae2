using PxSharp.Services;

namespace PxSharp.Push;

/// <summary>How instances are sent to a DICOMweb server.</summary>
public sealed record StowTargetOptions
{
    /// <summary>As whom; null for nobody, or for a token.</summary>
    public string? User { get; init; }

    /// <summary>The password of <see cref="User"/>, else a bearer token; null for none.</summary>
    public Secret? Secret { get; init; }

    /// <summary>Instances of one request, 1 to 64. Default 16.</summary>
    public int InstancesAtOnce
    {
        get;
        init => field = value is >= 1 and <= 64
            ? value
            : throw new ArgumentOutOfRangeException(nameof(InstancesAtOnce), value, "it must be from 1 to 64");
    } = 16;

    /// <summary>Bytes after which a request takes no further instance. Default 64 MiB.</summary>
    public long BytesAtOnce { get; init; } = 64 << 20;
}
