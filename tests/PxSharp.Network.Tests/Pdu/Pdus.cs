using CsCheck;
using PxSharp.Network.Associations;
using PxSharp.Network.Pdu;

namespace PxSharp.Network.Tests.Pdu;

/// <summary>PDUs at random.</summary>
internal static class Pdus
{
    private static readonly Gen<string> UID =
        Gen.Char["0123456789."].Array[1, 63].Select(digits => "1" + new string(digits));

    private static readonly Gen<string> Title =
        Gen.Char["ABCxyz_-09"].Array[1, 16].Select(characters => new string(characters));

    private static readonly Gen<ReadOnlyMemory<byte>> Bytes =
        Gen.Byte.Array[0, 40].Select(bytes => (ReadOnlyMemory<byte>)bytes);

    private static readonly Gen<UserIdentity> Identity = Gen.Select(
        Gen.Byte[1, 5],
        Bytes,
        Bytes,
        Gen.Bool,
        (type, first, second, wants) => new UserIdentity(type, first, second, wants));

    private static readonly Gen<UserInformation> Information = Gen.Select(
        Gen.UInt,
        UID,
        Title.Null(),
        Gen.Select(Gen.UShort, Gen.UShort, (invoked, performed) => new AsynchronousOperations(invoked, performed)),
        Gen.Select(UID, Gen.Bool, Gen.Bool, (uid, scu, scp) => new RoleSelection(uid, scu, scp)).List[0, 3],
        Gen.Select(UID, Bytes, (uid, bytes) => new ExtendedNegotiation(uid, bytes)).List[0, 3],
        Identity.Null(),
        (length, uid, version, operations, roles, negotiations, identity) => new UserInformation
        {
            MaximumLength = length,
            ImplementationClassUID = uid,
            ImplementationVersionName = version,
            AsynchronousOperations = operations,
            Roles = roles,
            ExtendedNegotiations = negotiations,
            UserIdentity = identity,
        });

    private static readonly Gen<IPdu> Request = Gen.Select(
        Title,
        Title,
        Gen.Select(UID, UID.List[1, 5]).List[1, 128],
        Information,
        (called, calling, contexts, information) => (IPdu)new AssociateRequestPdu
        {
            CalledAETitle = called,
            CallingAETitle = calling,
            Contexts = [.. contexts.Select((context, i) => new RequestedContext(Id(i), context.Item1, context.Item2))],
            UserInformation = information,
        });

    private static readonly Gen<IPdu> Accept = Gen.Select(
        Title,
        Title,
        Gen.Select(Gen.Byte[0, 4].Select(result => (ContextResult)result), UID).List[1, 128],
        Information,
        (called, calling, contexts, information) => (IPdu)new AssociateAcceptPdu
        {
            CalledAETitle = called,
            CallingAETitle = calling,
            Contexts = [.. contexts.Select((context, i) => new AnsweredContext(Id(i), context.Item1, context.Item2))],
            UserInformation = information with { UserIdentity = null, UserIdentityResponse = new byte[] { 1, 2 } },
        });

    private static readonly Gen<IPdu> Reject = Gen.Select(
        Gen.Byte, Gen.Byte, Gen.Byte, (result, source, reason) =>
        (IPdu)new AssociateRejectPdu(new Rejection((RejectionResult)result, (RejectionSource)source, reason)));

    private static readonly Gen<IPdu> Abort =
        Gen.Select(Gen.Byte, Gen.Byte, (source, reason) => (IPdu)new AbortPdu(source, reason));

    internal static readonly Gen<IPdu> Any = Gen.OneOf(
        Request,
        Accept,
        Reject,
        Abort,
        Gen.Const((IPdu)new ReleaseRequestPdu()),
        Gen.Const((IPdu)new ReleaseResponsePdu()));

    private static byte Id(int index) => (byte)((2 * index) + 1);
}
