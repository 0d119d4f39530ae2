using System.Globalization;

namespace PxSharp.Network.Dimse;

/// <summary>The status of a DIMSE response, as sent.</summary>
/// <remarks>PS3.7 Annex C; for storage PS3.4 B.2.3, for query and retrieve PS3.4 C.4.</remarks>
/// <param name="Code">(0000,0900).</param>
public readonly partial record struct DimseStatus(ushort Code)
{
    /// <summary>0000: done.</summary>
    public static DimseStatus Success => new(0x0000);

    /// <summary>FF00: a match, or sub-operations go on.</summary>
    public static DimseStatus Pending => new(0xFF00);

    /// <summary>FF01: a match, though some optional keys were not supported.</summary>
    public static DimseStatus PendingWithUnsupportedKeys => new(0xFF01);

    /// <summary>FE00: ended by a C-CANCEL.</summary>
    public static DimseStatus Cancel => new(0xFE00);

    /// <summary>0105: no such attribute.</summary>
    public static DimseStatus NoSuchAttribute => new(0x0105);

    /// <summary>0106: an attribute has an invalid value.</summary>
    public static DimseStatus InvalidAttributeValue => new(0x0106);

    /// <summary>0110: something went wrong in processing.</summary>
    public static DimseStatus ProcessingFailure => new(0x0110);

    /// <summary>0111: the instance is there already.</summary>
    public static DimseStatus DuplicateSOPInstance => new(0x0111);

    /// <summary>0112: no such instance.</summary>
    public static DimseStatus NoSuchSOPInstance => new(0x0112);

    /// <summary>0117: the SOP Instance UID is not valid.</summary>
    public static DimseStatus InvalidSOPInstance => new(0x0117);

    /// <summary>0122: the SOP class is not supported.</summary>
    public static DimseStatus SOPClassNotSupported => new(0x0122);

    /// <summary>0124: the requestor may not do this.</summary>
    public static DimseStatus NotAuthorized => new(0x0124);

    /// <summary>0211: the operation is not known.</summary>
    public static DimseStatus UnrecognizedOperation => new(0x0211);

    /// <summary>A700: out of resources, such as a full disk.</summary>
    public static DimseStatus OutOfResources => new(0xA700);

    /// <summary>A701: out of resources, the matches cannot be counted.</summary>
    public static DimseStatus OutOfResourcesForMatches => new(0xA701);

    /// <summary>A702: out of resources, sub-operations cannot be done.</summary>
    public static DimseStatus OutOfResourcesForSubOperations => new(0xA702);

    /// <summary>A801: the move destination is unknown.</summary>
    public static DimseStatus MoveDestinationUnknown => new(0xA801);

    /// <summary>A900: data set or identifier does not match the SOP class.</summary>
    public static DimseStatus DataSetDoesNotMatchSOPClass => new(0xA900);

    /// <summary>
    /// B000: sub-operations done, some failed or had warnings; for C-STORE: stored, with elements coerced.
    /// </summary>
    public static DimseStatus SubOperationsCompleteWithFailures => new(0xB000);

    /// <summary>C000: the data set cannot be understood, or the query cannot be processed.</summary>
    public static DimseStatus CannotUnderstand => new(0xC000);

    /// <summary>0000.</summary>
    public bool IsSuccess => Code == 0;

    /// <summary>FF00 or FF01: more responses follow.</summary>
    public bool IsPending => Code is 0xFF00 or 0xFF01;

    /// <summary>FE00.</summary>
    public bool IsCancel => Code == 0xFE00;

    /// <summary>Done, with a reservation: 0001, 0107, 0116, Bxxx.</summary>
    /// <remarks>PS3.7 C.1.3.</remarks>
    public bool IsWarning => Code is 0x0001 or 0x0107 or 0x0116 or (>= 0xB000 and <= 0xBFFF);

    /// <summary>Not done: whatever is none of the others.</summary>
    public bool IsFailure => !IsSuccess && !IsPending && !IsCancel && !IsWarning;

    /// <summary>
    /// Whether the same request may succeed later: the peer was out of resources (A700, A701, A702, 0213).
    /// </summary>
    public bool IsTransient => Code is (>= 0xA700 and <= 0xA7FF) or 0x0213;

    /// <summary>Four hexadecimal digits: <c>A801</c>.</summary>
    public override string ToString() => Code.ToString("X4", CultureInfo.InvariantCulture);
}
