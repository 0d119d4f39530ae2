using PxSharp.Dicom;
using PxSharp.Network.Associations;
using PxSharp.Network.Pdu;

namespace PxSharp.Network.Server;

/// <summary>Answers an A-ASSOCIATE-RQ.</summary>
/// <remarks>PS3.8 7.1 and 9.3.</remarks>
internal sealed class AssociationAcceptor(DicomServerOptions options)
{
    private readonly ContextPolicy _policy = new(options);

    internal ContextPolicy Policy => _policy;

    /// <summary>What a handler is shown of a request.</summary>
    internal static AssociationRequest Describe(AssociateRequestPdu request, Association association) => new(
        request.CallingAETitle,
        request.CalledAETitle,
        association.RemoteAddress,
        [.. request.Contexts.Select(context => new ProposedContext(context.AbstractSyntax, context.TransferSyntaxes))],
        request.UserInformation.ImplementationClassUID,
        request.UserInformation.ImplementationVersionName,
        request.UserInformation.UserIdentity);

    /// <summary>Why the request is rejected; null when it is not.</summary>
    internal Rejection? Judge(AssociateRequestPdu request, Association association)
    {
        if ((request.ProtocolVersion & 1) == 0)
            return Rejection.ProtocolVersionNotSupported;
        if (request.ApplicationContext != AssociateRequestPdu.DicomApplicationContext)
            return Rejection.ApplicationContextNotSupported;
        if (request.CallingAETitle.Length == 0
            || options.AcceptedCallingAETitles?.Contains(request.CallingAETitle) == false)
            return Rejection.CallingAETitleNotRecognized;
        if (request.CalledAETitle.Length == 0
            || (options.RequireCalledAETitle && request.CalledAETitle != options.AETitle))
            return Rejection.CalledAETitleNotRecognized;
        return options.OnAssociationRequest?.Invoke(Describe(request, association)).Rejection;
    }

    /// <summary>Accepts the association; from here on it is established.</summary>
    internal async Task AcceptAsync(AssociateRequestPdu request, Association association)
    {
        var roles = new Dictionary<string, RoleSelection>();
        foreach (var role in request.UserInformation.Roles)
            roles[role.SOPClassUID] = role;
        var contexts = request.Contexts
            .Select(proposed => _policy.Decide(proposed, roles.GetValueOrDefault(proposed.AbstractSyntax)))
            .ToArray();
        association.Agreement = new Agreement(
            request.CallingAETitle,
            request.CalledAETitle,
            contexts,
            request.UserInformation.MaximumLength,
            isRequestor: false);
        var accept = new AssociateAcceptPdu
        {
            CalledAETitle = request.CalledAETitle,
            CallingAETitle = request.CallingAETitle,
            Contexts = [.. contexts.Select(Answer)],
            UserInformation = new UserInformation
            {
                MaximumLength = (uint)options.MaximumLength,
                ImplementationClassUID = DicomImplementation.ClassUID,
                ImplementationVersionName = DicomImplementation.VersionName,
                Roles = [.. Answer(roles, contexts)],
            },
        };
        await association.SendAsync(UpperLayerEvent.AssociateAcceptPrimitive, accept);
    }

    private static AnsweredContext Answer(PresentationContext context) =>
        new(context.Id, context.Result, context.TransferSyntax ?? DicomUID.ImplicitVRLittleEndian);

    private static IEnumerable<RoleSelection> Answer(
        Dictionary<string, RoleSelection> roles, PresentationContext[] contexts)
    {
        foreach (var uid in roles.Keys)
        {
            if (contexts.FirstOrDefault(context => context.IsAccepted && context.AbstractSyntax == uid) is { } context)
                yield return new RoleSelection(uid, context.ScuRole, context.ScpRole);
        }
    }
}
