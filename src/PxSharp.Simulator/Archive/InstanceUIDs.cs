using PxSharp.Dicom;

namespace PxSharp.Simulator.Archive;

/// <summary>The UIDs that an instance cannot be without.</summary>
internal static class InstanceUIDs
{
    /// <exception cref="DicomFormatException">The attribute is missing or empty.</exception>
    public static string Required(DicomDataset dataset, DicomTag tag) =>
        dataset.GetString(tag) is { Length: > 0 } uid
            ? uid
            : throw new DicomFormatException($"{tag.Keyword} is missing", tag, 0);
}
