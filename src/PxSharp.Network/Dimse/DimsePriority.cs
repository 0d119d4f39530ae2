namespace PxSharp.Network.Dimse;

/// <summary>How urgent a request is. Few peers heed it.</summary>
/// <remarks>PS3.7 E.1 (0000,0700).</remarks>
public enum DimsePriority : ushort
{
    /// <summary>The usual.</summary>
    Medium = 0,

    /// <summary>Before others.</summary>
    High = 1,

    /// <summary>After others.</summary>
    Low = 2,
}
