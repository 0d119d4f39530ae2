namespace PxSharp.Simulator.Synthetic;

/// <summary>A picture of 16-bit pixels that ellipses are drawn on; lengths are relative, -1 to 1 each way.</summary>
internal readonly ref struct Canvas(Span<ushort> pixels, int rows, int columns)
{
    private readonly Span<ushort> _pixels = pixels;

    public void Clear(ushort value) => _pixels.Fill(value);

    /// <summary>Fills an ellipse with a value that falls to <paramref name="edge"/> towards its rim.</summary>
    /// <remarks>Row by row between the two points where the row meets the rim: no test a pixel.</remarks>
    public void Ellipse(double x, double y, double radiusX, double radiusY, int centre, int edge)
    {
        if (radiusX <= 0 || radiusY <= 0)
            return;
        var half = Math.Min(rows, columns) / 2.0;
        double middleX = (columns / 2.0) + (x * half), middleY = (rows / 2.0) + (y * half);
        double halfX = radiusX * half, halfY = radiusY * half;
        var last = Math.Min(rows - 1, (int)(middleY + halfY));
        for (var row = Math.Max(0, (int)Math.Ceiling(middleY - halfY)); row <= last; row++)
        {
            var up = (row - middleY) / halfY;
            var reach = halfX * Math.Sqrt(Math.Max(0, 1 - (up * up)));
            var from = Math.Max(0, (int)Math.Ceiling(middleX - reach));
            var to = Math.Min(columns - 1, (int)(middleX + reach));
            if (to < from)
                continue;
            var line = _pixels.Slice((row * columns) + from, to - from + 1);
            for (var column = 0; column < line.Length; column++)
            {
                var across = (from + column - middleX) / halfX;
                line[column] = (ushort)(centre + ((edge - centre) * ((across * across) + (up * up))));
            }
        }
    }

    /// <summary>Adds noise of <paramref name="amplitude"/> (a power of two) to every pixel.</summary>
    public void AddNoise(ulong seed, int amplitude)
    {
        var state = seed | 1;
        var mask = (ulong)amplitude - 1;
        for (var index = 0; index < _pixels.Length; index++)
        {
            // xorshift64: one more pass over the picture, at about a nanosecond a pixel.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            _pixels[index] += (ushort)(state & mask);
        }
    }
}
