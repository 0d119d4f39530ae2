namespace PxSharp.Network.Associations;

/// <summary>What an event makes the upper layer do.</summary>
/// <remarks>PS3.8 tables 9-6 to 9-9, whose names these are.</remarks>
internal enum UpperLayerAction
{
    /// <summary>Ask for the connection.</summary>
    AE1,

    /// <summary>Send A-ASSOCIATE-RQ.</summary>
    AE2,

    /// <summary>Tell that the association is accepted.</summary>
    AE3,

    /// <summary>Tell that the association is rejected, close.</summary>
    AE4,

    /// <summary>Take the connection, start ARTIM.</summary>
    AE5,

    /// <summary>Stop ARTIM, tell that an association is asked for.</summary>
    AE6,

    /// <summary>Send A-ASSOCIATE-AC.</summary>
    AE7,

    /// <summary>Send A-ASSOCIATE-RJ, start ARTIM.</summary>
    AE8,

    /// <summary>Send P-DATA-TF.</summary>
    DT1,

    /// <summary>Hand the data on.</summary>
    DT2,

    /// <summary>Send A-RELEASE-RQ.</summary>
    AR1,

    /// <summary>Tell that the release is asked for.</summary>
    AR2,

    /// <summary>Tell that the association is released, close.</summary>
    AR3,

    /// <summary>Send A-RELEASE-RP, start ARTIM.</summary>
    AR4,

    /// <summary>Stop ARTIM.</summary>
    AR5,

    /// <summary>Hand on data that arrived after our release request.</summary>
    AR6,

    /// <summary>Send P-DATA-TF though the peer asked for the release.</summary>
    AR7,

    /// <summary>Release collision: tell that the release is asked for.</summary>
    AR8,

    /// <summary>Release collision, requestor: send A-RELEASE-RP.</summary>
    AR9,

    /// <summary>Release collision, acceptor: tell that the association is released.</summary>
    AR10,

    /// <summary>Send A-ABORT as the application, start ARTIM.</summary>
    AA1,

    /// <summary>Stop ARTIM, close.</summary>
    AA2,

    /// <summary>Tell that the peer aborted, close.</summary>
    AA3,

    /// <summary>Tell that the connection broke.</summary>
    AA4,

    /// <summary>Stop ARTIM.</summary>
    AA5,

    /// <summary>Ignore the PDU.</summary>
    AA6,

    /// <summary>Send A-ABORT again.</summary>
    AA7,

    /// <summary>Send A-ABORT as the upper layer, tell that the association is aborted, start ARTIM.</summary>
    AA8,
}
