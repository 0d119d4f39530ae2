namespace PxSharp.Simulator.Synthetic;

/// <summary>What an examination consists of.</summary>
internal sealed record StudyProtocol(string Description, IReadOnlyList<SeriesProtocol> Series)
{
    private static readonly StudyProtocol[] _all =
    [
        new("MR Brain without contrast", [
            new(MRModality.Instance, "Localizer", "HEAD", 3, 192, 192),
            new(MRModality.Instance, "T1 MPRAGE sagittal", "HEAD", 24, 256, 256),
            new(MRModality.Instance, "T2 TSE axial", "HEAD", 20, 256, 256)]),
        new("CT Thorax", [
            new(CTModality.Instance, "Topogram 0.6 T20f", "CHEST", 1, 256, 256),
            new(CTModality.Instance, "Thorax 5.0 B31f", "CHEST", 24, 256, 256),
            new(CTModality.Instance, "Lung 1.0 B70f", "CHEST", 30, 256, 256)]),
        new("US Abdomen", [
            new(USModality.Instance, "Upper abdomen", "ABDOMEN", 6, 240, 320),
            new(USModality.Instance, "Liver, cine", "ABDOMEN", 2, 240, 320, Frames: 8)]),
        new("CT Head", [
            new(CTModality.Instance, "Topogram 0.6 T20f", "HEAD", 1, 256, 256),
            new(CTModality.Instance, "Head 5.0 H30s", "HEAD", 22, 256, 256)]),
        new("MR Knee left", [
            new(MRModality.Instance, "T1 TSE sagittal", "KNEE", 16, 192, 192),
            new(MRModality.Instance, "PD TSE fat sat coronal", "KNEE", 18, 192, 192)]),
        new("Liver, CT and ultrasound", [
            new(CTModality.Instance, "Liver 3.0 B30f", "LIVER", 20, 256, 256),
            new(CTModality.Instance, "Liver 3.0 B30f portal venous", "LIVER", 20, 256, 256),
            new(USModality.Instance, "Liver, stills", "LIVER", 4, 240, 320)]),
    ];

    /// <summary>The protocols that have series of these modalities, with those series only; no modality: all.</summary>
    public static IReadOnlyList<StudyProtocol> Of(IReadOnlyList<string> modalities)
    {
        if (modalities.Count == 0)
            return _all;
        foreach (var modality in modalities)
        {
            if (modality is not ("MR" or "CT" or "US"))
                throw new ArgumentException($"No synthetic \"{modality}\": MR, CT and US.", nameof(modalities));
        }
        var chosen =
            from study in _all
            let series = study.Series.Where(item => modalities.Contains(item.Modality.Code)).ToArray()
            where series.Length > 0
            select study with { Series = series };
        return [.. chosen];
    }
}
