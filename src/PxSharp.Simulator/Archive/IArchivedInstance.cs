using PxSharp.Dicom;

namespace PxSharp.Simulator.Archive;

/// <summary>One instance that a simulated PACS holds, wherever its bytes are.</summary>
/// <remarks>Its identifiers are those of the data set. Members may be called from several threads at once.</remarks>
public interface IArchivedInstance
{
    /// <summary>Patient ID (0010,0020), the unique key of the PATIENT level; may be empty.</summary>
    string PatientID { get; }

    /// <summary>Study Instance UID (0020,000D).</summary>
    string StudyInstanceUID { get; }

    /// <summary>Series Instance UID (0020,000E).</summary>
    string SeriesInstanceUID { get; }

    /// <summary>SOP Instance UID (0008,0018).</summary>
    string SOPInstanceUID { get; }

    /// <summary>SOP Class UID (0008,0016).</summary>
    string SOPClassUID { get; }

    /// <summary>The transfer syntax that <see cref="Open"/> gives the data set in.</summary>
    string TransferSyntaxUID { get; }

    /// <summary>All attributes before Pixel Data: what queries match. A data set of the caller's own.</summary>
    DicomDataset ReadAttributes();

    /// <summary>The encoded data set, without preamble and meta information; the caller disposes it.</summary>
    Stream Open();
}
