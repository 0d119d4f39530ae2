using PxSharp.Simulator.Synthetic;

namespace PxSharp.Simulator;

/// <summary>
/// Patients, studies, series and instances that nobody ever had: headers as real equipment writes them, and pictures
/// that can be told apart, the same on every run.
/// </summary>
/// <remarks>
/// All UIDs are under <see cref="UIDRoot"/> and so never those of a real object: the root, the seed, and the numbers of
/// patient, study, series and instance.
/// </remarks>
public sealed class SyntheticArchive
{
    /// <summary>The root of every UID that is made here: a UUID of this project (PS3.5 B.2).</summary>
    /// <remarks>The UUID is 00000000-0000-4a7d-9c1e-5b3f8e2d6a94: short, so that 64 characters do.</remarks>
    public const string UIDRoot = "2.25.351772212270815184251540";

    private SyntheticArchive(SyntheticArchiveOptions options, IReadOnlyList<SyntheticPatient> patients)
    {
        Options = options;
        Patients = patients;
        Studies = [.. patients.SelectMany(patient => patient.Studies)];
        Series = [.. Studies.SelectMany(study => study.Series)];
    }

    /// <summary>What the archive was made from.</summary>
    public SyntheticArchiveOptions Options { get; }

    /// <summary>The patients, in the order of their IDs.</summary>
    public IReadOnlyList<SyntheticPatient> Patients { get; }

    /// <summary>The studies of all patients.</summary>
    public IReadOnlyList<SyntheticStudy> Studies { get; }

    /// <summary>The series of all studies.</summary>
    public IReadOnlyList<SyntheticSeries> Series { get; }

    /// <summary>Number of instances of all series.</summary>
    public int InstanceCount => Series.Sum(series => series.InstanceCount);

    /// <summary>The instances of all series, made one by one as they are asked for.</summary>
    public IEnumerable<SyntheticInstance> Instances => Series.SelectMany(series => series.Instances);

    /// <summary>Lays out an archive; takes no time and little memory (some 100 bytes a series).</summary>
    /// <param name="options">Its size; null for the demo's.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its option's range.</exception>
    /// <exception cref="ArgumentException">A modality is none of MR, CT and US.</exception>
    public static SyntheticArchive Create(SyntheticArchiveOptions? options = null)
    {
        options ??= new SyntheticArchiveOptions();
        options.Validate();
        var protocols = StudyProtocol.Of(options.Modalities);
        var patients = new SyntheticPatient[options.Patients];
        for (var index = 0; index < patients.Length; index++)
            patients[index] = new SyntheticPatient(options, protocols, index);
        return new SyntheticArchive(options, patients);
    }

    /// <summary>Writes every instance as a Part 10 file, <c>000001.dcm</c> and so on, and gives their number.</summary>
    /// <param name="directory">Where; made when it is not there.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <exception cref="IOException">A file could not be written.</exception>
    public int WriteFiles(string directory, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(directory);
        var count = 0;
        foreach (var instance in Instances)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var file = File.Create(Path.Combine(directory, $"{++count:000000}.dcm"));
            instance.WriteFile(file);
        }
        return count;
    }
}
