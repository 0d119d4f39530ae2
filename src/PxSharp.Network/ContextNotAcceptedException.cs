using PxSharp.Dicom;
using PxSharp.Network.Associations;

namespace PxSharp.Network;

/// <summary>
/// The association has no presentation context for what was asked: the peer did not accept one, or none was proposed.
/// </summary>
/// <remarks>PS3.8 7.1.1.14. The association stays usable for its other contexts.</remarks>
public sealed class ContextNotAcceptedException : DicomNetworkException
{
    internal ContextNotAcceptedException(string abstractSyntax, string? transferSyntax, ContextResult? result)
        : base(Describe(abstractSyntax, transferSyntax, result))
    {
        AbstractSyntax = abstractSyntax;
        TransferSyntax = transferSyntax;
        Result = result;
    }

    internal ContextNotAcceptedException(string abstractSyntax, string message) : base(message) =>
        AbstractSyntax = abstractSyntax;

    /// <summary>UID of the SOP class.</summary>
    public string AbstractSyntax { get; }

    /// <summary>UID of the transfer syntax that was needed; null when any would do.</summary>
    public string? TransferSyntax { get; }

    /// <summary>Why the peer refused; null when no such context was proposed.</summary>
    public ContextResult? Result { get; }

    private static string Describe(string abstractSyntax, string? transferSyntax, ContextResult? result)
    {
        var what = DicomUID.NameOf(abstractSyntax) is { } name ? $"{name} ({abstractSyntax})" : abstractSyntax;
        if (transferSyntax is not null)
            what += $" in {DicomUID.NameOf(transferSyntax) ?? transferSyntax}";
        return result switch
        {
            null => $"no presentation context was agreed for {what}; propose one when the association is made",
            ContextResult.UserRejection =>
                $"the peer's application refused {what}; allow this AE title to use it at the peer",
            ContextResult.TransferSyntaxesNotSupported =>
                $"the peer supports none of the transfer syntaxes proposed for {what}; propose others",
            _ => $"the peer does not support {what}; use another service or SOP class",
        };
    }
}
