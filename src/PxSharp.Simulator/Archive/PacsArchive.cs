using PxSharp.Dicom;
using PxSharp.Simulator.Query;

namespace PxSharp.Simulator.Archive;

/// <summary>What a <see cref="SimulatedPacs"/> holds. Safe to use from several threads at once.</summary>
public sealed class PacsArchive
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ArchiveNode> _patients = [];
    private readonly Dictionary<string, ArchiveNode> _images = [];

    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PacsArchive()
    {
    }

    /// <summary>Number of instances.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _images.Count;
        }
    }

    /// <summary>The instances at this moment.</summary>
    public IReadOnlyList<IArchivedInstance> Instances
    {
        get
        {
            lock (_lock)
                return [.. _images.Values.Select(node => node.Instance!)];
        }
    }

    /// <summary>The instance of this SOP Instance UID; null when there is none.</summary>
    public IArchivedInstance? Find(string sopInstanceUID)
    {
        lock (_lock)
            return _images.TryGetValue(sopInstanceUID, out var node) ? node.Instance : null;
    }

    /// <summary>Adds an instance, in place of one with the same SOP Instance UID.</summary>
    public void Add(IArchivedInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        lock (_lock)
        {
            Take(instance.SOPInstanceUID);
            var patient = Child(_patients, null, QueryLevel.Patient, instance.PatientID);
            var study = Child(patient.Children, patient, QueryLevel.Study, instance.StudyInstanceUID);
            var series = Child(study.Children, study, QueryLevel.Series, instance.SeriesInstanceUID);
            var image = Child(series.Children, series, QueryLevel.Image, instance.SOPInstanceUID);
            image.Instance = instance;
            image.Count(1);
            _images[instance.SOPInstanceUID] = image;
            _added.SetResult();
            _added = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Waits until there are at least this many instances, for tests of whatever sends them.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before.</exception>
    public async Task WaitForCountAsync(int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task added;
            lock (_lock)
            {
                if (_images.Count >= count)
                    return;
                added = _added.Task;
            }
            await added.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds a Part 10 file, which is read whenever it is asked for.</summary>
    /// <exception cref="DicomException">It is not a DICOM file, or lacks one of the UIDs.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void AddFile(string path) => Add(ArchivedFile.Read(path));

    /// <summary>Takes an instance out; says whether it was there.</summary>
    public bool Remove(string sopInstanceUID)
    {
        lock (_lock)
            return Take(sopInstanceUID);
    }

    /// <summary>The nodes of a level that the unique keys of it and of those above mean; no key means any.</summary>
    internal IReadOnlyList<ArchiveNode> Select(QueryIdentifier identifier)
    {
        lock (_lock)
        {
            IEnumerable<ArchiveNode> nodes = Chosen(_patients, identifier.UniqueKey(QueryLevel.Patient));
            for (var level = QueryLevel.Study; level <= identifier.Level; level++)
            {
                var keys = identifier.UniqueKey(level);
                nodes = nodes.SelectMany(node => Chosen(node.Children, keys));
            }
            return [.. nodes];
        }
    }

    /// <summary>The instances below a node.</summary>
    internal IReadOnlyList<IArchivedInstance> InstancesOf(IEnumerable<ArchiveNode> nodes)
    {
        lock (_lock)
            return [.. nodes.SelectMany(Leaves)];
    }

    /// <summary>The attributes of a node; null when it has been taken out since.</summary>
    internal DicomDataset? AttributesOf(ArchiveNode node)
    {
        lock (_lock)
            return node.InstanceCount == 0 ? null : node.Attributes();
    }

    private static IEnumerable<IArchivedInstance> Leaves(ArchiveNode node) =>
        node.Instance is { } instance ? [instance] : node.Children.Values.SelectMany(Leaves);

    private static IEnumerable<ArchiveNode> Chosen(Dictionary<string, ArchiveNode> children, IReadOnlyList<string> keys)
    {
        // A key with wild cards narrows nothing here: the attributes are matched one by one later.
        if (keys.Count == 0 || keys.Any(key => key.AsSpan().ContainsAny('*', '?')))
            return children.Values;
        return keys.Distinct().Select(children.GetValueOrDefault).OfType<ArchiveNode>();
    }

    private static ArchiveNode Child(
        Dictionary<string, ArchiveNode> children, ArchiveNode? parent, QueryLevel level, string key)
    {
        if (!children.TryGetValue(key, out var node))
            children[key] = node = new ArchiveNode(level, key, parent);
        return node;
    }

    private bool Take(string sopInstanceUID)
    {
        if (!_images.Remove(sopInstanceUID, out var image))
            return false;
        image.Count(-1);
        for (var node = image; node is { InstanceCount: 0 }; node = node.Parent)
            (node.Parent?.Children ?? _patients).Remove(node.Key);
        return true;
    }
}
