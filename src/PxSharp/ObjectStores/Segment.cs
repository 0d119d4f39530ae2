using System.Globalization;

namespace PxSharp.ObjectStores;

/// <summary>A part of a large object.</summary>
internal sealed record Segment(int Number, long Offset, long Length, string Checksum)
{
    /// <summary>Sorts as the numbers do.</summary>
    public string Name => Number.ToString("00000000", CultureInfo.InvariantCulture);
}
