namespace PxSharp.Network.Associations;

/// <summary>Whether a later try may succeed.</summary>
/// <remarks>PS3.8 table 9-21.</remarks>
public enum RejectionResult : byte
{
    /// <summary>Do not try again as you are.</summary>
    Permanent = 1,

    /// <summary>Try again later.</summary>
    Transient = 2,
}
