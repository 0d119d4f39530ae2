using PxSharp.Cli.Drawing;

namespace PxSharp.Cli.Receiving;

/// <summary>What came over an association, or over all.</summary>
internal sealed class AssociationTally
{
    private long _stored;
    private long _bytes;

    /// <summary>Instances that were not stored.</summary>
    public long Refused { get; private set; }

    public void AddStored(long bytes)
    {
        _stored++;
        _bytes += bytes;
    }

    public void AddRefused() => Refused++;

    /// <summary>"24 instances (12 MB)", and the refused ones when there are any.</summary>
    public override string ToString() =>
        $"{ShownValue.Count(_stored, "instance", "instances")} ({ShownValue.Size(_bytes)})"
        + (Refused > 0 ? $", {Refused} refused" : "");
}
