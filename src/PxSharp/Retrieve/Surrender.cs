namespace PxSharp.Retrieve;

/// <summary>Why no further series is asked for.</summary>
/// <param name="Reason">One plain line; null when nothing was said.</param>
/// <param name="Failure">Of what kind it is.</param>
internal sealed record Surrender(string? Reason, RetrieveFailure Failure);
