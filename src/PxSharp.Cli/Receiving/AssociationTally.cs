using PxSharp.Cli.Drawing;

namespace PxSharp.Cli.Receiving;

/// <summary>What came over an association, or over all.</summary>
internal sealed class AssociationTally
{
    private long _stored;
    private long _bytes;
    private long _superseding;

    /// <summary>Instances that were not stored.</summary>
    public long Refused { get; private set; }

    public void AddStored(long bytes, bool isSuperseding)
    {
        _stored++;
        _bytes += bytes;
        _superseding += isSuperseding ? 1 : 0;
    }

    public void AddRefused() => Refused++;

    /// <summary>"24 instances (12 MB)", and how many of them supersede or were refused, when there are any.</summary>
    public override string ToString() =>
        $"{ShownValue.Count(_stored, "instance", "instances")} ({ShownValue.Size(_bytes)})"
        + (_superseding > 0 ? $", {_superseding} in place of an older data set" : "")
        + (Refused > 0 ? $", {Refused} refused" : "");
}
