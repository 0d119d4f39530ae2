using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Pdu;

namespace PxSharp.Network.Server;

/// <summary>Which presentation contexts the server accepts, and in which roles and transfer syntaxes.</summary>
/// <remarks>PS3.8 9.3.3.2; PS3.7 D.3.3.4.</remarks>
internal sealed class ContextPolicy(DicomServerOptions options)
{
    internal PresentationContext Decide(RequestedContext proposed, RoleSelection? role)
    {
        var isStorage = (options.Store is not null || options.Get is not null) && IsStorage(proposed.AbstractSyntax);
        var (scu, scp) = isStorage
            ? (options.Store is not null, options.Get is not null && role is { ScpRole: true })
            : (Serves(proposed.AbstractSyntax), false);
        scu &= role is not { ScuRole: false };
        if (!scu && !scp)
        {
            return Refuse(
                proposed, isStorage ? ContextResult.UserRejection : ContextResult.AbstractSyntaxNotSupported);
        }
        var transferSyntax = isStorage ? PickForStorage(proposed) : PickForMessages(proposed);
        if (transferSyntax is null)
            return Refuse(proposed, ContextResult.TransferSyntaxesNotSupported);
        return new PresentationContext(
            proposed.Id,
            proposed.AbstractSyntax,
            ContextResult.Acceptance,
            transferSyntax,
            proposed.TransferSyntaxes,
            scu,
            scp);
    }

    /// <summary>Whether instances of this class may be stored here.</summary>
    internal bool IsStorage(string sopClassUID)
    {
        if (options.StorageSOPClasses is { } classes)
            return classes.Contains(sopClassUID);
        // Private classes and those of a later edition have no name here; what has one says what it is.
        return DicomUID.NameOf(sopClassUID) is not { } name
            || (name.Contains("Storage", StringComparison.Ordinal)
                && !name.Contains("Storage Commitment", StringComparison.Ordinal));
    }

    private bool Serves(string sopClassUID) => sopClassUID switch
    {
        DicomUID.Verification => true,
        QueryRetrieve.StudyRootFind or QueryRetrieve.PatientRootFind => options.Find is not null,
        QueryRetrieve.StudyRootMove or QueryRetrieve.PatientRootMove => options.Move is not null,
        QueryRetrieve.StudyRootGet or QueryRetrieve.PatientRootGet => options.Get is not null,
        _ => false,
    };

    /// <summary>What we encode and decode ourselves, in the requestor's order.</summary>
    private static string? PickForMessages(RequestedContext proposed) =>
        proposed.TransferSyntaxes.FirstOrDefault(uid => uid
        is DicomUID.ImplicitVRLittleEndian or DicomUID.ExplicitVRLittleEndian
        or DicomUID.ExplicitVRBigEndian or DicomUID.DeflatedExplicitVRLittleEndian);

    private string? PickForStorage(RequestedContext proposed) =>
        options.PreferredTransferSyntaxes.FirstOrDefault(proposed.TransferSyntaxes.Contains)
        ?? (options.OnlyPreferredTransferSyntaxes
            ? null
            : proposed.TransferSyntaxes.FirstOrDefault(uid => uid.Length > 0));

    private static PresentationContext Refuse(RequestedContext proposed, ContextResult result) =>
        new(
            proposed.Id,
            proposed.AbstractSyntax,
            result,
            TransferSyntax: null,
            proposed.TransferSyntaxes,
            ScuRole: false,
            ScpRole: false);
}
