using System.Buffers;

namespace PxSharp.ObjectStores;

/// <summary>How a large object is cut, and the checksums of the whole and of each part, got in one reading.</summary>
internal sealed record SegmentPlan(string Checksum, long SegmentLength, IReadOnlyList<Segment> Segments)
{
    private const int BufferLength = 256 * 1024;

    public static async Task<SegmentPlan> MakeAsync(
        ObjectContent content, long segmentLength, CancellationToken cancellationToken)
    {
        using var whole = ObjectChecksum.Create();
        using var part = ObjectChecksum.Create();
        var segments = new List<Segment>();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            await using var source = content.OpenRead();
            for (var offset = 0L; offset < content.Length; offset += segmentLength)
            {
                var length = Math.Min(segmentLength, content.Length - offset);
                for (var left = length; left > 0;)
                {
                    var count = await source.ReadAsync(
                        buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
                    whole.AppendData(buffer, 0, count);
                    part.AppendData(buffer, 0, count);
                    left -= count;
                }
                segments.Add(new Segment(segments.Count, offset, length, ObjectChecksum.TextOf(part)));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        var checksum = ObjectChecksum.TextOf(whole);
        content.Remember(checksum);
        return new SegmentPlan(checksum, segmentLength, segments);
    }
}
