namespace PxSharp.Dicom;

/// <summary>A data element: a tag, a VR, and bytes, items or fragments. It does not change.</summary>
/// <remarks>PS3.5 7.1.</remarks>
public sealed class DicomElement
{
    // Items or fragments: one field for both, since files have many elements that have neither.
    private readonly object? _parts;

    /// <summary>An element with a value.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="vr">Its VR, not SQ.</param>
    /// <param name="value">The bytes, numbers little endian; not copied. Writing pads an odd length.</param>
    public DicomElement(DicomTag tag, DicomVR vr, ReadOnlyMemory<byte> value)
    {
        if (vr == DicomVR.SQ)
            throw new ArgumentException("A sequence has items, not a value.", nameof(vr));
        Tag = tag;
        VR = vr;
        RawValue = value;
    }

    /// <summary>A sequence.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="items">The items; not copied.</param>
    public DicomElement(DicomTag tag, IReadOnlyList<DicomDataset> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        Tag = tag;
        VR = DicomVR.SQ;
        _parts = items;
    }

    /// <summary>Encapsulated pixel data.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="vr">OB, as PS3.5 A.4 has it, or what the file says.</param>
    /// <param name="fragments">The basic offset table, empty or not, then the fragments; not copied.</param>
    public DicomElement(DicomTag tag, DicomVR vr, IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        Tag = tag;
        VR = vr;
        _parts = fragments;
    }

    /// <summary>Which element this is.</summary>
    public DicomTag Tag { get; }

    /// <summary>The VR in the file; where the file has none, the dictionary's.</summary>
    public DicomVR VR { get; private set; }

    /// <summary>
    /// The value as it stood in the file, padding kept, numbers little endian. Empty for items and fragments.
    /// </summary>
    public ReadOnlyMemory<byte> RawValue { get; }

    /// <summary>The items of a sequence; null for other elements.</summary>
    public IReadOnlyList<DicomDataset>? Items => _parts as IReadOnlyList<DicomDataset>;

    /// <summary>
    /// The items of encapsulated pixel data, the first is the basic offset table; null for other elements.
    /// </summary>
    /// <remarks>PS3.5 A.4.</remarks>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Fragments => _parts as IReadOnlyList<ReadOnlyMemory<byte>>;

    /// <summary>Whether there is neither a value nor an item nor a fragment.</summary>
    public bool IsEmpty => RawValue.IsEmpty && _parts switch
    {
        IReadOnlyList<DicomDataset> items => items.Count == 0,
        IReadOnlyList<ReadOnlyMemory<byte>> fragments => fragments.Count == 0,
        _ => true,
    };

    /// <summary>The VR to read the value by: for UN that of the dictionary, if the tag is known.</summary>
    internal DicomVR ValueVR
    {
        get
        {
            if (VR != DicomVR.UN)
                return VR;
            var known = DicomDictionary.VROf(Tag);
            return known == DicomVR.SQ ? DicomVR.UN : known;
        }
    }

    /// <summary>For a reader that learns only later what the dictionary's "US or SS" means here.</summary>
    internal void BecomeSigned() => VR = DicomVR.SS;

    /// <summary>Tag, VR and size, for a log line or a debugger.</summary>
    public override string ToString() => _parts switch
    {
        IReadOnlyList<DicomDataset> items => $"{Tag} {VR} {items.Count} items",
        IReadOnlyList<ReadOnlyMemory<byte>> fragments => $"{Tag} {VR} {fragments.Count} fragments",
        _ => $"{Tag} {VR} {RawValue.Length} bytes",
    };
}
