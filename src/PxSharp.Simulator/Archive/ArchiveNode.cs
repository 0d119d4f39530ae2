using PxSharp.Dicom;
using PxSharp.Simulator.Query;

namespace PxSharp.Simulator.Archive;

/// <summary>A patient, study, series or instance in the tree of an archive. Guarded by the archive's lock.</summary>
internal sealed class ArchiveNode
{
    /// <summary>What no instance has: an archive makes it up from what it holds (PS3.4 C.6.1.1, C.3.4).</summary>
    private static readonly DicomTag[] _madeUp =
    [
        DicomTag.ModalitiesInStudy, DicomTag.SOPClassesInStudy, DicomTag.NumberOfPatientRelatedStudies,
        DicomTag.NumberOfPatientRelatedSeries, DicomTag.NumberOfPatientRelatedInstances,
        DicomTag.NumberOfStudyRelatedSeries, DicomTag.NumberOfStudyRelatedInstances,
        DicomTag.NumberOfSeriesRelatedInstances,
    ];

    private DicomDataset? _attributes;

    public ArchiveNode(QueryLevel level, string key, ArchiveNode? parent)
    {
        Level = level;
        Key = key;
        Parent = parent;
    }

    public QueryLevel Level { get; }

    /// <summary>The value of the level's unique key.</summary>
    public string Key { get; }

    public ArchiveNode? Parent { get; }

    public Dictionary<string, ArchiveNode> Children { get; } = [];

    /// <summary>The instance itself, at the IMAGE level only.</summary>
    public IArchivedInstance? Instance { get; set; }

    public int InstanceCount { get; private set; }

    /// <summary>Counts an instance more or less, here and above; what was known of these nodes holds no more.</summary>
    public void Count(int instances)
    {
        for (var node = this; node is not null; node = node.Parent)
        {
            node.InstanceCount += instances;
            node._attributes = null;
        }
    }

    /// <summary>
    /// The attributes of this level and those above, as the first instance has them, with counts and lists. Not to be
    /// changed.
    /// </summary>
    public DicomDataset Attributes()
    {
        if (_attributes is not null)
            return _attributes;
        var attributes = FirstInstance().ReadAttributes();
        foreach (var tag in attributes.Select(element => element.Tag).ToArray())
        {
            if (AttributeLevels.Of(tag) > Level && tag != DicomTag.SpecificCharacterSet)
                attributes.Remove(tag);
        }
        var above = Parent?.Attributes();
        foreach (var tag in _madeUp)
        {
            if (above?.Find(tag) is { } element)
                attributes.Add(element);
        }
        AddCounts(attributes);
        // Attributes of instances are many: they are read anew for each query.
        if (Level != QueryLevel.Image)
            _attributes = attributes;
        return attributes;
    }

    private void AddCounts(DicomDataset attributes)
    {
        switch (Level)
        {
            case QueryLevel.Patient:
                attributes.Set(DicomTag.NumberOfPatientRelatedStudies, Children.Count);
                var series = Children.Values.Sum(study => study.Children.Count);
                attributes.Set(DicomTag.NumberOfPatientRelatedSeries, series);
                attributes.Set(DicomTag.NumberOfPatientRelatedInstances, InstanceCount);
                break;
            case QueryLevel.Study:
                attributes.Set(DicomTag.ModalitiesInStudy, Modalities());
                attributes.Set(DicomTag.SOPClassesInStudy, SOPClasses());
                attributes.Set(DicomTag.NumberOfStudyRelatedSeries, Children.Count);
                attributes.Set(DicomTag.NumberOfStudyRelatedInstances, InstanceCount);
                break;
            case QueryLevel.Series:
                attributes.Set(DicomTag.NumberOfSeriesRelatedInstances, InstanceCount);
                break;
        }
    }

    // Not by the series' attributes, as those ask for the study's.
    private IEnumerable<string> Modalities() => Children.Values
        .Select(series => series.FirstInstance().ReadAttributes().GetString(DicomTag.Modality) ?? "")
        .Where(modality => modality.Length > 0)
        .Distinct()
        .Order(StringComparer.Ordinal);

    private IEnumerable<string> SOPClasses() => Children.Values
        .SelectMany(series => series.Children.Values)
        .Select(image => image.Instance!.SOPClassUID)
        .Distinct()
        .Order(StringComparer.Ordinal);

    private IArchivedInstance FirstInstance()
    {
        var node = this;
        while (node.Instance is null)
            node = node.Children.Values.First();
        return node.Instance;
    }
}
