using PxSharp.Simulator.Synthetic;

namespace PxSharp.Simulator;

/// <summary>A patient of a <see cref="SyntheticArchive"/>.</summary>
public sealed class SyntheticPatient
{
    internal SyntheticPatient(SyntheticArchiveOptions options, IReadOnlyList<StudyProtocol> protocols, int index)
    {
        Index = index;
        Seed = options.Seed;
        Person = Person.Of(index);
        PatientID = $"SIM{options.Seed}-{index + 1:0000}";
        var studies = new SyntheticStudy[options.StudiesPerPatient];
        for (var study = 0; study < studies.Length; study++)
        {
            var protocol = protocols[((index * studies.Length) + study) % protocols.Count];
            studies[study] = new SyntheticStudy(options, this, protocol, study);
        }
        Studies = studies;
    }

    /// <summary>Patient ID (0010,0020): <c>SIM</c>, the seed, and the number of the patient.</summary>
    public string PatientID { get; }

    /// <summary>Patient's Name (0010,0010), with all its component groups.</summary>
    public string PatientName => Person.Name;

    /// <summary>The values of Specific Character Set (0008,0005) that the name needs; none for ASCII.</summary>
    public IReadOnlyList<string> SpecificCharacterSet => Person.SpecificCharacterSet;

    /// <summary>The patient's studies, the oldest first.</summary>
    public IReadOnlyList<SyntheticStudy> Studies { get; }

    internal int Index { get; }

    internal int Seed { get; }

    internal Person Person { get; }

    internal DateOnly BirthDate =>
        new DateOnly(1938, 1, 1).AddDays((int)Variation.Below(25_000, Seed, Index, 1));

    internal int WeightInKilograms => 48 + (int)Variation.Below(50, Seed, Index, 2);
}
