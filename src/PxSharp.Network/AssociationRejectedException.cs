using PxSharp.Network.Associations;

namespace PxSharp.Network;

/// <summary>The peer answered the association request with A-ASSOCIATE-RJ.</summary>
/// <remarks>PS3.8 9.3.4.</remarks>
public sealed class AssociationRejectedException : DicomNetworkException
{
    internal AssociationRejectedException(Rejection rejection, string callingAETitle, string calledAETitle)
        : base(rejection.Describe(callingAETitle, calledAETitle)) => Rejection = rejection;

    /// <summary>Result, source and reason as sent.</summary>
    public Rejection Rejection { get; }

    /// <summary>Whether the peer says that a later try may succeed (result 2).</summary>
    public bool IsTransient => Rejection.Result == RejectionResult.Transient;
}
