using PxSharp.Dicom;
using PxSharp.Network.Pdu;
using PxSharp.Network.Transport;

namespace PxSharp.Network.Associations;

/// <summary>Asks a peer for an association.</summary>
/// <remarks>PS3.8 7.1 and 9.3.2; PS3.7 D.3.</remarks>
internal static class AssociationRequestor
{
    private const int MaximumContexts = 128;

    /// <summary>
    /// How long an aborted or broken association waits for the peer to close: a caller waits with it.
    /// </summary>
    private static readonly TimeSpan LongestLinger = TimeSpan.FromSeconds(1);

    internal static async Task<Association> OpenAsync(
        AssociationOptions options, IReadOnlyList<ProposedContext> contexts, CancellationToken cancellationToken)
    {
        var request = Request(options, contexts);
        var connection = await Connection.ConnectAsync(
            options.Host, options.Port, options.ConnectTimeout, cancellationToken);
        var linger = options.AssociationTimeout < LongestLinger ? options.AssociationTimeout : LongestLinger;
        var association = new Association(
            connection, isRequestor: true, options.MaximumLength, linger, options.DimseTimeout);
        try
        {
            using (cancellationToken.UnsafeRegister(static state => ((Association)state!).EndWaits(), association))
                association.Agreement = await NegotiateAsync(association, request, options, contexts);
            cancellationToken.ThrowIfCancellationRequested();
            return association;
        }
        catch (Exception exception)
        {
            await association.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (exception is ProtocolException protocol)
                throw protocol.OfAStranger();
            throw;
        }
    }

    private static AssociateRequestPdu Request(AssociationOptions options, IReadOnlyList<ProposedContext> contexts)
    {
        if (contexts.Count is 0 or > MaximumContexts)
        {
            throw new ArgumentException(
                $"{contexts.Count} presentation contexts proposed; an association has 1 to {MaximumContexts}",
                nameof(contexts));
        }
        var requested = new List<RequestedContext>(contexts.Count);
        var roles = new Dictionary<string, RoleSelection>();
        for (var i = 0; i < contexts.Count; i++)
        {
            var (abstractSyntax, transferSyntaxes, scuRole, scpRole) = contexts[i];
            if (transferSyntaxes.Count == 0)
                throw new ArgumentException(
                    $"the presentation context for {abstractSyntax} proposes no transfer syntax", nameof(contexts));
            requested.Add(new RequestedContext(IdOf(i), abstractSyntax, transferSyntaxes));
            if (scuRole is not null || scpRole is not null)
                roles[abstractSyntax] = new RoleSelection(abstractSyntax, scuRole ?? true, scpRole ?? false);
        }
        return new AssociateRequestPdu
        {
            CalledAETitle = options.CalledAETitle,
            CallingAETitle = options.CallingAETitle,
            Contexts = requested,
            UserInformation = new UserInformation
            {
                MaximumLength = (uint)options.MaximumLength,
                ImplementationClassUID = DicomImplementation.ClassUID,
                ImplementationVersionName = DicomImplementation.VersionName,
                Roles = [.. roles.Values],
                ExtendedNegotiations = options.ExtendedNegotiations,
                UserIdentity = options.UserIdentity,
            },
        };
    }

    private static async Task<Agreement> NegotiateAsync(
        Association association,
        AssociateRequestPdu request,
        AssociationOptions options,
        IReadOnlyList<ProposedContext> contexts)
    {
        await association.SendRequestAsync(request);
        association.Await(options.AssociationTimeout, nameof(options.AssociationTimeout),
            "answer to the association request", inAll: true);
        var received = await association.ReceiveAsync();
        if (received.Pdu is AssociateRejectPdu reject)
            throw new AssociationRejectedException(reject.Rejection, options.CallingAETitle, options.CalledAETitle);
        // The state table lets nothing else through.
        var accept = (AssociateAcceptPdu)received.Pdu!;
        association.Receiving.Stop();
        return new Agreement(
            options.CallingAETitle,
            options.CalledAETitle,
            Merge(contexts, accept),
            accept.UserInformation.MaximumLength,
            isRequestor: true)
        {
            ExtendedNegotiations = accept.UserInformation.ExtendedNegotiations,
        };
    }

    private static PresentationContext[] Merge(IReadOnlyList<ProposedContext> contexts, AssociateAcceptPdu accept)
    {
        var merged = new PresentationContext[contexts.Count];
        for (var i = 0; i < contexts.Count; i++)
        {
            var proposed = contexts[i];
            var answer = accept.Contexts.FirstOrDefault(context => context.Id == IdOf(i))
                ?? new AnsweredContext(IdOf(i), ContextResult.NoReason, "");
            // A transfer syntax that we never proposed is none that we could read.
            var result = answer.Result == ContextResult.Acceptance
                && !proposed.TransferSyntaxes.Contains(answer.TransferSyntax)
                ? ContextResult.TransferSyntaxesNotSupported
                : answer.Result;
            var role = accept.UserInformation.Roles.FirstOrDefault(role => role.SOPClassUID == proposed.AbstractSyntax);
            var hasRoles = role is not null && (proposed.ScuRole is not null || proposed.ScpRole is not null);
            merged[i] = new PresentationContext(
                IdOf(i),
                proposed.AbstractSyntax,
                result,
                result == ContextResult.Acceptance ? answer.TransferSyntax : null,
                proposed.TransferSyntaxes,
                ScuRole: hasRoles ? role!.ScuRole && (proposed.ScuRole ?? true) : true,
                ScpRole: hasRoles && role!.ScpRole && (proposed.ScpRole ?? false))
            {
                IsProposedToReceive = proposed.ScpRole == true,
            };
        }
        return merged;
    }

    private static byte IdOf(int index) => (byte)((2 * index) + 1);
}
