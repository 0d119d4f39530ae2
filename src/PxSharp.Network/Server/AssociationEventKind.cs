namespace PxSharp.Network.Server;

/// <summary>What happened to an association.</summary>
public enum AssociationEventKind
{
    /// <summary>It was accepted.</summary>
    Opened,

    /// <summary>It was rejected.</summary>
    Rejected,

    /// <summary>It was released as it should be.</summary>
    Released,

    /// <summary>The peer aborted it, or its connection closed.</summary>
    Aborted,

    /// <summary>
    /// We aborted it: the peer broke the protocol or stayed silent, the server stopped, or a handler failed badly.
    /// </summary>
    Failed,
}
