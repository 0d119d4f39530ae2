using PxSharp.Simulator.Synthetic;

namespace PxSharp.Simulator;

/// <summary>A series of a <see cref="SyntheticArchive"/>.</summary>
public sealed class SyntheticSeries
{
    internal SyntheticSeries(SyntheticArchiveOptions options, SyntheticStudy study, SeriesProtocol protocol, int index)
    {
        Study = study;
        Protocol = protocol;
        SeriesNumber = index + 1;
        SeriesInstanceUID = $"{study.StudyInstanceUID}.{SeriesNumber}";
        InstanceCount = options.InstancesPerSeries ?? protocol.Instances;
        Rows = options.Rows ?? protocol.Rows;
        Columns = options.Columns ?? protocol.Columns;
    }

    /// <summary>The study that the series belongs to.</summary>
    public SyntheticStudy Study { get; }

    /// <summary>Series Instance UID (0020,000E).</summary>
    public string SeriesInstanceUID { get; }

    /// <summary>Series Number (0020,0011), from 1.</summary>
    public int SeriesNumber { get; }

    /// <summary>Modality (0008,0060): MR, CT or US.</summary>
    public string Modality => Protocol.Modality.Code;

    /// <summary>Series Description (0008,103E).</summary>
    public string SeriesDescription => Protocol.Description;

    /// <summary>Number of instances.</summary>
    public int InstanceCount { get; }

    /// <summary>Rows of each image.</summary>
    public int Rows { get; }

    /// <summary>Columns of each image.</summary>
    public int Columns { get; }

    /// <summary>The series' instances, made one by one as they are asked for.</summary>
    public IEnumerable<SyntheticInstance> Instances
    {
        get
        {
            for (var number = 1; number <= InstanceCount; number++)
                yield return new SyntheticInstance(this, number);
        }
    }

    internal SeriesProtocol Protocol { get; }
}
