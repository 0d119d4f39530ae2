namespace PxSharp.Network.Associations;

/// <summary>What can happen to an association, in the order of the standard's Evt1 to Evt19.</summary>
/// <remarks>PS3.8 table 9-10.</remarks>
internal enum UpperLayerEvent
{
    /// <summary>We ask for an association.</summary>
    AssociateRequestPrimitive = 1,

    /// <summary>The connection that we asked for is there.</summary>
    TransportConfirm,

    AssociateAcceptPdu,

    AssociateRejectPdu,

    /// <summary>A peer connected.</summary>
    TransportIndication,

    AssociateRequestPdu,

    /// <summary>We accept an association.</summary>
    AssociateAcceptPrimitive,

    /// <summary>We reject an association.</summary>
    AssociateRejectPrimitive,

    /// <summary>We send data.</summary>
    DataPrimitive,

    DataPdu,

    /// <summary>We ask for the release.</summary>
    ReleaseRequestPrimitive,

    ReleaseRequestPdu,

    ReleaseResponsePdu,

    /// <summary>We agree to the release.</summary>
    ReleaseResponsePrimitive,

    /// <summary>We abort.</summary>
    AbortPrimitive,

    AbortPdu,

    TransportClosed,

    ArtimExpired,

    /// <summary>An unknown PDU, or one with an invalid field.</summary>
    InvalidPdu,
}
