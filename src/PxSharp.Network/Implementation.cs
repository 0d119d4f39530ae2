namespace PxSharp.Network;

/// <summary>How this implementation names itself to its peers.</summary>
/// <remarks>PS3.7 D.3.3.2.</remarks>
public static class Implementation
{
    /// <summary>Implementation Class UID.</summary>
    public const string ClassUID = "2.25.29842026657394367523027788547642312139";

    /// <summary>Implementation Version Name, at most 16 characters.</summary>
    public const string VersionName = "PXSHARP_0.1";
}
