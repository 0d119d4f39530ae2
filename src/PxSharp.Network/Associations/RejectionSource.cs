namespace PxSharp.Network.Associations;

/// <summary>Which part of the peer rejected.</summary>
/// <remarks>PS3.8 table 9-21.</remarks>
public enum RejectionSource : byte
{
    /// <summary>The application.</summary>
    ServiceUser = 1,

    /// <summary>The upper layer, association control.</summary>
    ServiceProviderACSE = 2,

    /// <summary>The upper layer, presentation.</summary>
    ServiceProviderPresentation = 3,
}
