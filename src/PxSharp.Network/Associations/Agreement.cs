namespace PxSharp.Network.Associations;

/// <summary>What the two sides agreed on.</summary>
internal sealed class Agreement
{
    private readonly PresentationContext?[] _byId = new PresentationContext?[256];

    internal Agreement(
        string callingAETitle,
        string calledAETitle,
        IReadOnlyList<PresentationContext> contexts,
        uint peerMaximumLength,
        bool isRequestor)
    {
        if (peerMaximumLength is > 0 and < PduLimits.ShortestUsable)
        {
            throw new ProtocolException(isRequestor ? "A-ASSOCIATE-AC" : "A-ASSOCIATE-RQ",
                $"its maximum length of {peerMaximumLength} bytes has no room for a data value");
        }
        CallingAETitle = callingAETitle;
        CalledAETitle = calledAETitle;
        Contexts = contexts;
        IsRequestor = isRequestor;
        SendLength = peerMaximumLength == 0
            ? PduLimits.LongestSentPdu
            : (int)Math.Min(peerMaximumLength, PduLimits.LongestSentPdu);
        foreach (var context in contexts)
        {
            if (context.IsAccepted)
                _byId[context.Id] = context;
        }
    }

    internal string CallingAETitle { get; }

    internal string CalledAETitle { get; }

    internal bool IsRequestor { get; }

    internal IReadOnlyList<PresentationContext> Contexts { get; }

    internal IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    /// <summary>The longest P-DATA-TF to send, without its header.</summary>
    internal int SendLength { get; }

    /// <summary>The accepted context of an ID; null when there is none.</summary>
    internal PresentationContext? Find(byte id) => _byId[id];

    /// <summary>The accepted context in which we may ask for a service.</summary>
    /// <param name="abstractSyntax">UID of the SOP class.</param>
    /// <param name="transferSyntax">UID of the transfer syntax that it must have; null for any.</param>
    /// <exception cref="ContextNotAcceptedException">There is none.</exception>
    internal PresentationContext ForRequest(string abstractSyntax, string? transferSyntax = null) =>
        TryForRequest(abstractSyntax, transferSyntax) ?? throw Missing(abstractSyntax, transferSyntax);

    /// <summary>The accepted context in which we may ask for a service; null when there is none.</summary>
    internal PresentationContext? TryForRequest(string abstractSyntax, string? transferSyntax)
    {
        foreach (var context in Contexts)
        {
            if (context.IsAccepted && context.AbstractSyntax == abstractSyntax
                && (transferSyntax is null || context.TransferSyntax == transferSyntax)
                && (IsRequestor ? context.ScuRole : context.ScpRole))
            {
                return context;
            }
        }
        return null;
    }

    private ContextNotAcceptedException Missing(string abstractSyntax, string? transferSyntax)
    {
        PresentationContext? refused = null;
        foreach (var context in Contexts)
        {
            if (context.AbstractSyntax != abstractSyntax
                || (transferSyntax is not null && !context.ProposedTransferSyntaxes.Contains(transferSyntax)))
                continue;
            if (!context.IsAccepted)
                refused ??= context;
            else if (transferSyntax is not null && context.TransferSyntax != transferSyntax)
                return new ContextNotAcceptedException(
                    abstractSyntax, transferSyntax, ContextResult.TransferSyntaxesNotSupported);
        }
        return new ContextNotAcceptedException(abstractSyntax, transferSyntax, refused?.Result);
    }
}
