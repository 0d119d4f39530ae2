namespace PxSharp.Network.Dimse;

/// <summary>The answer to a C-ECHO.</summary>
/// <param name="Status">The status as sent.</param>
/// <param name="ErrorComment">(0000,0902) as sent; null when there is none.</param>
public sealed record DimseResponse(DimseStatus Status, string? ErrorComment = null);
