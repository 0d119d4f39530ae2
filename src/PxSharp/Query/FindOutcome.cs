using PxSharp.Dicom;
using PxSharp.Network.Dimse;

namespace PxSharp.Query;

/// <summary>How a C-FIND went.</summary>
internal sealed record FindOutcome(IReadOnlyList<DicomDataset> Matches, DimseStatus Status, string? ErrorComment)
{
    /// <summary>Whether the list of matches is whole as far as the PACS says.</summary>
    internal bool IsWhole => Status.IsSuccess || Status.IsWarning;

    /// <summary>
    /// Whether the PACS disliked the question, so that another identifier may do: A900, or one of the Cxxx that mean
    /// "unable to process" and are all that some PACS ever say.
    /// </summary>
    internal bool IsRefusedIdentifier =>
        Matches.Count == 0
        && (Status.Code == 0xA900 || (Status.Code & 0xF000) == 0xC000 || Status.Code is 0x0106 or 0x0105);
}
