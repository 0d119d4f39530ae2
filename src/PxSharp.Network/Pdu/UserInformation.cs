using PxSharp.Network.Associations;

namespace PxSharp.Network.Pdu;

/// <summary>What both sides say about themselves in an A-ASSOCIATE-RQ or -AC. Unknown items are skipped.</summary>
/// <remarks>PS3.8 9.3.2.3 and Annex D.1; PS3.7 D.3.3.</remarks>
internal sealed record UserInformation
{
    /// <summary>
    /// The longest P-DATA-TF that the sender of this takes; 0 is any length, also when the item is missing.
    /// </summary>
    internal uint MaximumLength { get; init; }

    /// <summary>Mandatory; empty when a peer leaves it out.</summary>
    internal string ImplementationClassUID { get; init; } = "";

    internal string? ImplementationVersionName { get; init; }

    internal AsynchronousOperations AsynchronousOperations { get; init; } = AsynchronousOperations.Default;

    internal IReadOnlyList<RoleSelection> Roles { get; init; } = [];

    internal IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    /// <summary>Only in a request.</summary>
    internal UserIdentity? UserIdentity { get; init; }

    /// <summary>Only in an acceptance.</summary>
    internal ReadOnlyMemory<byte>? UserIdentityResponse { get; init; }

    internal void Write(PduBuilder builder)
    {
        var item = builder.Begin(ItemType.UserInformation);
        var maximum = builder.Begin(ItemType.MaximumLength);
        builder.UInt32(MaximumLength);
        builder.End(maximum);
        builder.Item(ItemType.ImplementationClassUID, ImplementationClassUID);
        if (AsynchronousOperations != AsynchronousOperations.Default)
            AsynchronousOperations.Write(builder);
        foreach (var role in Roles)
            role.Write(builder);
        if (ImplementationVersionName is not null)
            builder.Item(ItemType.ImplementationVersionName, ImplementationVersionName);
        foreach (var negotiation in ExtendedNegotiations)
        {
            var extended = builder.Begin(ItemType.ExtendedNegotiation);
            builder.Counted(negotiation.SOPClassUID);
            builder.Bytes(negotiation.Information.Span);
            builder.End(extended);
        }
        if (UserIdentity is not null)
            Write(builder, UserIdentity);
        if (UserIdentityResponse is { } response)
        {
            var answer = builder.Begin(ItemType.UserIdentityResponse);
            builder.Counted(response.Span);
            builder.End(answer);
        }
        builder.End(item);
    }

    internal static UserInformation Parse(PduParser items)
    {
        var information = new UserInformation();
        var roles = new List<RoleSelection>();
        var negotiations = new List<ExtendedNegotiation>();
        while (!items.IsAtEnd)
        {
            var item = items.Item(out var type);
            switch (type)
            {
                case ItemType.MaximumLength:
                    information = information with { MaximumLength = item.UInt32("the maximum length") };
                    break;
                case ItemType.ImplementationClassUID:
                    information = information with { ImplementationClassUID = item.RestAsText() };
                    break;
                case ItemType.ImplementationVersionName:
                    information = information with { ImplementationVersionName = item.RestAsText() };
                    break;
                case ItemType.AsynchronousOperations:
                    information = information with { AsynchronousOperations = AsynchronousOperations.Parse(item) };
                    break;
                case ItemType.RoleSelection:
                    roles.Add(RoleSelection.Parse(item));
                    break;
                case ItemType.ExtendedNegotiation:
                    negotiations.Add(new ExtendedNegotiation(
                        item.CountedText("an extended negotiation"), item.Rest().ToArray()));
                    break;
                case ItemType.UserIdentity:
                    information = information with { UserIdentity = ParseIdentity(item) };
                    break;
                case ItemType.UserIdentityResponse:
                    information =
                        information with { UserIdentityResponse = item.Counted("a user identity response").ToArray() };
                    break;
            }
        }
        return information with { Roles = roles, ExtendedNegotiations = negotiations };
    }

    private static void Write(PduBuilder builder, UserIdentity identity)
    {
        var item = builder.Begin(ItemType.UserIdentity);
        builder.Byte(identity.Type);
        builder.Byte(identity.PositiveResponseRequested ? (byte)1 : (byte)0);
        builder.Counted(identity.PrimaryField.Span);
        builder.Counted(identity.SecondaryField.Span);
        builder.End(item);
    }

    private static UserIdentity ParseIdentity(PduParser item)
    {
        var type = item.Byte("a user identity");
        var wantsResponse = item.Byte("a user identity") != 0;
        var primary = item.Counted("a user identity").ToArray();
        var secondary = item.IsAtEnd ? [] : item.Counted("a user identity").ToArray();
        return new UserIdentity(type, primary, secondary, wantsResponse);
    }
}
