namespace PxSharp.Simulator.Synthetic;

/// <summary>The fan of a convex ultrasound probe: grey speckle, a dark vessel, and blue and red flow in it.</summary>
internal static class Sector
{
    public static void Draw(Span<byte> rgb, int rows, int columns, double moment, int seed)
    {
        var noise = Variation.Of(seed, rows, columns) | 1;
        double apex = columns / 2.0, depth = rows * 0.96;
        var vesselX = columns * (0.5 + (0.08 * Math.Cos(moment)));
        var vesselY = rows * (0.55 + (0.05 * Math.Sin(moment)));
        double vessel = rows * 0.12, flow = Math.Sin(moment);
        for (var row = 0; row < rows; row++)
        {
            var line = rgb.Slice(row * columns * 3, columns * 3);
            for (var column = 0; column < columns; column++)
            {
                double x = column - apex, y = row;
                var distance = (x * x) + (y * y);
                // 35 degrees to either side, and not too near to the probe.
                if (Math.Abs(x) > 0.7 * y || distance > depth * depth || distance < rows * rows * 0.01)
                    continue;
                noise ^= noise << 13;
                noise ^= noise >> 7;
                noise ^= noise << 17;
                var speckle = (byte)((noise & 63) + (110 * (1 - (distance / (depth * depth)))));
                double dx = column - vesselX, dy = row - vesselY;
                var inVessel = (dx * dx) + (dy * dy) < vessel * vessel;
                var pixel = line.Slice(column * 3, 3);
                pixel[0] = inVessel ? (byte)(flow > 0 ? 60 + (190 * flow) : 8) : speckle;
                pixel[1] = inVessel ? (byte)8 : speckle;
                pixel[2] = inVessel ? (byte)(flow < 0 ? 60 - (190 * flow) : 8) : speckle;
            }
        }
    }
}
