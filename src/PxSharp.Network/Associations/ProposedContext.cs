namespace PxSharp.Network.Associations;

/// <summary>A presentation context to propose: what to talk about, and in which encodings.</summary>
/// <remarks>
/// PS3.8 7.1.1.13. At most 128 in one association. The acceptor picks one of the transfer syntaxes in any order it
/// likes: to force one, offer it alone; the same SOP class may stand in several contexts.
/// </remarks>
/// <param name="AbstractSyntax">UID of the SOP class.</param>
/// <param name="TransferSyntaxes">UIDs of the transfer syntaxes, preferred ones first; at least one.</param>
/// <param name="ScuRole">
/// Whether the requestor is an SCU; null, with the other null too, proposes no roles (requestor SCU, acceptor SCP).
/// </param>
/// <param name="ScpRole">
/// Whether the requestor is an SCP, as a C-GET needs of its storage contexts (PS3.7 D.3.3.4).
/// </param>
public sealed record ProposedContext(
    string AbstractSyntax, IReadOnlyList<string> TransferSyntaxes, bool? ScuRole = null, bool? ScpRole = null)
{
    /// <summary>A context in which the requestor receives instances by C-GET.</summary>
    public static ProposedContext ForGet(string storageSOPClassUID, IReadOnlyList<string> transferSyntaxes) =>
        new(storageSOPClassUID, transferSyntaxes, ScuRole: false, ScpRole: true);
}
