namespace PxSharp.Smdb;

/// <summary>How an action ended; its answer has been written.</summary>
/// <param name="Error">One plain line; null when all was done.</param>
/// <param name="IsBadInput">Whether a file that was named is the reason: not there, not DICOM, or damaged.</param>
public readonly record struct SmdbResult(string? Error, bool IsBadInput = false)
{
    /// <summary>Whether all was done; <c>status</c> in the answer.</summary>
    public bool Succeeded => Error is null;
}
