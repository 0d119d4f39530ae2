namespace PxSharp.Smdb;

/// <summary>How an action ended; its answer has been written.</summary>
/// <param name="Error">One plain line; null when all was done.</param>
/// <param name="IsBadInput">
/// Whether the reason is what was named: a file that is not there, not DICOM, or damaged; arguments that are no JSON.
/// </param>
public readonly record struct SmdbResult(string? Error, bool IsBadInput = false)
{
    /// <summary>Whether the reason is that the request names nothing that the action could be about.</summary>
    public bool IsArgumentMissing { get; init; }

    /// <summary>Whether all was done; <c>status</c> in the answer.</summary>
    public bool Succeeded => Error is null;
}
