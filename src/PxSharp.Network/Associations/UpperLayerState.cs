namespace PxSharp.Network.Associations;

/// <summary>The states of an association, numbered as in the standard.</summary>
/// <remarks>PS3.8 tables 9-1 to 9-5.</remarks>
internal enum UpperLayerState
{
    /// <summary>Idle: there is no connection.</summary>
    Sta1 = 1,

    /// <summary>Connection open, awaiting A-ASSOCIATE-RQ.</summary>
    Sta2,

    /// <summary>Awaiting our own answer to an A-ASSOCIATE-RQ.</summary>
    Sta3,

    /// <summary>Awaiting the connection that we asked for.</summary>
    Sta4,

    /// <summary>Awaiting A-ASSOCIATE-AC or -RJ.</summary>
    Sta5,

    /// <summary>Established, ready for data.</summary>
    Sta6,

    /// <summary>Awaiting A-RELEASE-RP.</summary>
    Sta7,

    /// <summary>Awaiting our own answer to an A-RELEASE-RQ.</summary>
    Sta8,

    /// <summary>Release collision, requestor: awaiting our own answer.</summary>
    Sta9,

    /// <summary>Release collision, acceptor: awaiting A-RELEASE-RP.</summary>
    Sta10,

    /// <summary>Release collision, requestor: awaiting A-RELEASE-RP.</summary>
    Sta11,

    /// <summary>Release collision, acceptor: awaiting our own answer.</summary>
    Sta12,

    /// <summary>Awaiting the end of the connection.</summary>
    Sta13,
}
