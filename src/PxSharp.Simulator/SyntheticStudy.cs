using System.Globalization;
using PxSharp.Simulator.Synthetic;

namespace PxSharp.Simulator;

/// <summary>A study of a <see cref="SyntheticArchive"/>.</summary>
public sealed class SyntheticStudy
{
    internal SyntheticStudy(
        SyntheticArchiveOptions options, SyntheticPatient patient, StudyProtocol protocol, int index)
    {
        Patient = patient;
        Protocol = protocol;
        Index = index;
        var number = string.Create(CultureInfo.InvariantCulture, $"{patient.Index + 1}.{index + 1}");
        StudyInstanceUID = $"{SyntheticArchive.UIDRoot}.{options.Seed}.{number}";
        var series = new SyntheticSeries[options.SeriesPerStudy ?? protocol.Series.Count];
        for (var item = 0; item < series.Length; item++)
            series[item] = new SyntheticSeries(options, this, protocol.Series[item % protocol.Series.Count], item);
        Series = series;
    }

    /// <summary>Whose study it is.</summary>
    public SyntheticPatient Patient { get; }

    /// <summary>Study Instance UID (0020,000D).</summary>
    public string StudyInstanceUID { get; }

    /// <summary>Study Description (0008,1030).</summary>
    public string StudyDescription => Protocol.Description;

    /// <summary>Accession Number (0008,0050), at most 16 characters.</summary>
    public string AccessionNumber => $"A{Patient.Seed}{Patient.Index + 1:0000}{Index + 1:000}";

    /// <summary>Study Date (0008,0020).</summary>
    public DateOnly StudyDate =>
        new DateOnly(2021, 1, 4).AddDays((Index * 97) + (int)Variation.Below(97, Patient.Seed, Patient.Index, Index));

    /// <summary>Study Time (0008,0030), within working hours.</summary>
    public TimeOnly StudyTime =>
        new TimeOnly(7, 30).Add(TimeSpan.FromSeconds(Variation.Below(36_000, Patient.Seed, Patient.Index, Index, 1)));

    /// <summary>The study's series, in the order of their numbers.</summary>
    public IReadOnlyList<SyntheticSeries> Series { get; }

    internal int Index { get; }

    internal StudyProtocol Protocol { get; }
}
