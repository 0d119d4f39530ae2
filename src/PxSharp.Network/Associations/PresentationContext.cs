namespace PxSharp.Network.Associations;

/// <summary>A presentation context as it came out of the negotiation.</summary>
/// <remarks>PS3.8 7.1.1.14; roles PS3.7 D.3.3.4.</remarks>
/// <param name="Id">Odd, 1 to 255.</param>
/// <param name="AbstractSyntax">UID of the SOP class.</param>
/// <param name="Result">What the acceptor said.</param>
/// <param name="TransferSyntax">UID of the agreed transfer syntax; null when refused.</param>
/// <param name="ProposedTransferSyntaxes">UIDs of what was proposed, in the requestor's order.</param>
/// <param name="ScuRole">Whether the association's requestor may be SCU in it.</param>
/// <param name="ScpRole">Whether the association's requestor may be SCP in it.</param>
public sealed record PresentationContext(
    byte Id,
    string AbstractSyntax,
    ContextResult Result,
    string? TransferSyntax,
    IReadOnlyList<string> ProposedTransferSyntaxes,
    bool ScuRole = true,
    bool ScpRole = false)
{
    /// <summary>Whether the requestor proposed to be SCP in it, as a C-GET needs.</summary>
    public bool IsProposedToReceive { get; init; }

    /// <summary>Whether it may be used.</summary>
    public bool IsAccepted => Result == ContextResult.Acceptance;
}
