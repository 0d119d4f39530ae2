namespace PxSharp.Simulator.Synthetic;

/// <summary>A body of ellipsoids that slices cut: recognisable, different in every slice and patient.</summary>
internal static class Phantom
{
    public static void DrawBody(
        Canvas canvas, SyntheticInstance instance, ushort background, int tissue, int bone, int cavity)
    {
        var series = instance.Series;
        var patient = series.Study.Patient;
        var z = series.Protocol.IsLocalizer ? 0 : ImagePlane.RelativePosition(instance) * 0.85;
        var head = series.Protocol.BodyPart is "HEAD" or "KNEE";
        double width = head ? 0.68 : 0.92, height = head ? 0.86 : 0.64;
        var lean = (Variation.Below(100, patient.Seed, patient.Index, 7) - 50.0) / 600;

        canvas.Clear(background);
        var outer = Cut(z, 1);
        canvas.Ellipse(lean, 0, width * outer, height * outer, tissue, tissue * 3 / 4);
        if (head)
        {
            canvas.Ellipse(lean, 0, width * outer * 0.96, height * outer * 0.96, bone, bone);
            canvas.Ellipse(lean, 0, width * outer * 0.88, height * outer * 0.9, tissue, tissue * 9 / 10);
        }
        else
        {
            canvas.Ellipse(lean, height * 0.62, 0.12 * outer, 0.12 * outer, bone, bone * 3 / 4);
        }
        // Two cavities (ventricles, or lungs) that grow and shrink along the body, and a lesion in some slices only.
        var inner = Cut(z - 0.1, 0.7);
        canvas.Ellipse(lean - (width * 0.36), -0.05, width * 0.2 * inner, height * 0.45 * inner, cavity, cavity);
        canvas.Ellipse(lean + (width * 0.36), -0.05, width * 0.2 * inner, height * 0.45 * inner, cavity, cavity);
        var lesion = Cut(z - 0.3, 0.35);
        canvas.Ellipse(lean + 0.12, 0.3 * height, 0.1 * lesion, 0.08 * lesion, tissue * 5 / 4, tissue);
        var noise = Variation.Of(
            patient.Seed, patient.Index, series.Study.Index, series.SeriesNumber, instance.InstanceNumber);
        canvas.AddNoise(noise, 16);
    }

    /// <summary>How wide a slice of a sphere at <paramref name="z"/> is, against its middle.</summary>
    private static double Cut(double z, double radius)
    {
        var relative = z / radius;
        return Math.Sqrt(Math.Max(0, 1 - (relative * relative)));
    }
}
