using PxSharp.Network.Dimse;

namespace PxSharp.Retrieve;

/// <summary>What a failure of a C-MOVE may mean, where the status does not say it.</summary>
public static class MoveHint
{
    /// <summary>A part of a sentence; null when the status needs no explanation.</summary>
    /// <param name="status">What the PACS answered.</param>
    /// <param name="destination">The AE title to which it was to send.</param>
    /// <remarks>"Unable to process" (PS3.4 C.4.2.1.5) is all that some PACS say of a destination.</remarks>
    public static string? Of(DimseStatus status, string destination) => (status.Code & 0xF000) == 0xC000
        ? $"perhaps it does not know the AE title {destination}, or cannot reach it"
        : null;
}
