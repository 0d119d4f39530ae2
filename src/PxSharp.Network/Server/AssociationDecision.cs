using PxSharp.Network.Associations;

namespace PxSharp.Network.Server;

/// <summary>Whether an association is accepted.</summary>
/// <param name="Rejection">Why not; null when it is accepted.</param>
public readonly record struct AssociationDecision(Rejection? Rejection)
{
    /// <summary>It is accepted.</summary>
    public static AssociationDecision Accept => default;

    /// <summary>It is rejected.</summary>
    public static AssociationDecision Reject(Rejection rejection) => new(rejection);
}
