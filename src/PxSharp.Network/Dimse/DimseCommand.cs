using PxSharp.Dicom;

namespace PxSharp.Network.Dimse;

/// <summary>A command set: one DIMSE message without its data set. What a message does not carry is null.</summary>
/// <remarks>PS3.7 6.3 and E.1.</remarks>
internal sealed record DimseCommand
{
    internal required CommandField Field { get; init; }

    /// <summary>Affected SOP Class UID (0000,0002).</summary>
    internal string? SOPClassUID { get; init; }

    /// <summary>(0000,0110), of a request.</summary>
    internal ushort? MessageId { get; init; }

    /// <summary>(0000,0120), of a response and of a C-CANCEL-RQ.</summary>
    internal ushort? RespondedTo { get; init; }

    internal string? MoveDestination { get; init; }

    internal DimsePriority? Priority { get; init; }

    /// <summary>Whether a data set follows: (0000,0800) is anything but 0101H.</summary>
    internal bool HasDataset { get; init; }

    internal DimseStatus? Status { get; init; }

    internal IReadOnlyList<DicomTag>? OffendingElements { get; init; }

    internal string? ErrorComment { get; init; }

    /// <summary>Affected SOP Instance UID (0000,1000).</summary>
    internal string? SOPInstanceUID { get; init; }

    internal ushort? Remaining { get; init; }

    internal ushort? Completed { get; init; }

    internal ushort? Failed { get; init; }

    internal ushort? Warning { get; init; }

    internal string? MoveOriginatorAETitle { get; init; }

    internal ushort? MoveOriginatorMessageId { get; init; }

    internal string Name => CommandFieldNames.NameOf(Field);

    /// <summary>The answer to this request.</summary>
    internal DimseCommand Respond(DimseStatus status, string? errorComment = null) => new()
    {
        Field = Field | (CommandField)0x8000,
        SOPClassUID = SOPClassUID,
        RespondedTo = MessageId,
        Status = status,
        ErrorComment = errorComment,
        SOPInstanceUID = SOPInstanceUID,
    };
}
