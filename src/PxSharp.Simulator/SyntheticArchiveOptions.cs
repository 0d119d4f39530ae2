namespace PxSharp.Simulator;

/// <summary>How large a <see cref="SyntheticArchive"/> is and what it holds.</summary>
/// <remarks>
/// The same options always give the same patients, UIDs, headers and pixels, on every machine. The default is the
/// archive of <c>px demo</c>: 4 patients, 8 studies, more than 20 series and 250 instances of MR, CT and US.
/// Nothing is encoded, and no pixel is drawn, before an instance is opened, so that large archives cost little.
/// </remarks>
/// <example>
/// A thousand CT slices of 512 x 512 x 16 bit, in one series:
/// <code>
/// var archive = SyntheticArchive.Create(new() {
///     Patients = 1, StudiesPerPatient = 1, SeriesPerStudy = 1, InstancesPerSeries = 1000,
///     Modalities = ["CT"], Rows = 512, Columns = 512 });
/// </code>
/// </example>
public sealed record SyntheticArchiveOptions
{
    /// <summary>What all values are derived from, 0 to 999,999. Another seed gives other UIDs and other IDs.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Number of patients, 1 to 1,000,000.</summary>
    /// <remarks>
    /// The first ones have names in ISO_IR 100 (accents), ISO 2022 IR 87 (Japanese), ISO_IR 192 (Chinese) and ASCII.
    /// </remarks>
    public int Patients { get; init; } = 4;

    /// <summary>Number of studies of each patient, 1 to 10,000.</summary>
    public int StudiesPerPatient { get; init; } = 2;

    /// <summary>Number of series of each study, 1 to 10,000; null: as many as its protocol has (2 or 3).</summary>
    public int? SeriesPerStudy { get; init; }

    /// <summary>Number of instances of each series, 1 to 1,000,000; null: as many as its protocol has.</summary>
    public int? InstancesPerSeries { get; init; }

    /// <summary>Rows of each image, 8 to 16,384; null: as its protocol has (192 to 256).</summary>
    public int? Rows { get; init; }

    /// <summary>Columns of each image, 8 to 16,384; null: as its protocol has (192 to 320).</summary>
    public int? Columns { get; init; }

    /// <summary>
    /// The only modalities that the archive's series have: some of <c>MR</c>, <c>CT</c> and <c>US</c>; empty: all.
    /// </summary>
    public IReadOnlyList<string> Modalities { get; init; } = [];

    internal void Validate()
    {
        InRange(Seed, 0, 999_999, nameof(Seed));
        InRange(Patients, 1, 1_000_000, nameof(Patients));
        InRange(StudiesPerPatient, 1, 10_000, nameof(StudiesPerPatient));
        InRange(SeriesPerStudy ?? 1, 1, 10_000, nameof(SeriesPerStudy));
        InRange(InstancesPerSeries ?? 1, 1, 1_000_000, nameof(InstancesPerSeries));
        InRange(Rows ?? 8, 8, 16_384, nameof(Rows));
        InRange(Columns ?? 8, 8, 16_384, nameof(Columns));
    }

    private static void InRange(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {least} to {most}.");
    }
}
