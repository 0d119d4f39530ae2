using PxSharp.Network;
using PxSharp.Network.Associations;
using PxSharp.Network.Pdu;

namespace PxSharp.Fuzz.Targets;

/// <summary>PDUs, one after the other as on the wire.</summary>
internal sealed class PduTarget : ITarget
{
    public string Name => "pdu";

    public bool Allows(Exception exception) => exception is ProtocolException;

    public IEnumerable<byte[]> Words()
    {
        foreach (var type in Enum.GetValues<ItemType>())
        {
            yield return [(byte)type, 0, 0, 0];
            yield return [(byte)type, 0, 0, 8];
            yield return [(byte)type, 0, 0xFF, 0xFF];
        }
        foreach (var type in Enum.GetValues<PduType>())
            yield return [(byte)type, 0, 0, 0, 0, 4];
    }

    public IEnumerable<byte[]> Seeds()
    {
        var information = new UserInformation
        {
            MaximumLength = 16384,
            ImplementationClassUID = "1.2.3",
            ImplementationVersionName = "PEER",
            AsynchronousOperations = new AsynchronousOperations(2, 3),
            Roles = [new RoleSelection("1.2.840.10008.1.1", true, false)],
            ExtendedNegotiations = [new ExtendedNegotiation("1.2.840.10008.1.1", new byte[] { 1, 0 })],
        };
        var request = new AssociateRequestPdu
        {
            CalledAETitle = "CALLED",
            CallingAETitle = "CALLING",
            Contexts = [new RequestedContext(1, "1.2.840.10008.1.1", ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1"])],
            UserInformation = information with
            {
                UserIdentity = new UserIdentity(2, new byte[] { 65 }, new byte[] { 66 }, true),
            },
        };
        var acceptance = new AssociateAcceptPdu
        {
            CalledAETitle = "CALLED",
            CallingAETitle = "CALLING",
            Contexts = [new AnsweredContext(1, ContextResult.Acceptance, "1.2.840.10008.1.2")],
            UserInformation = information with { UserIdentityResponse = new byte[] { 1 } },
        };
        var rejection = new AssociateRejectPdu(new Rejection((RejectionResult)1, (RejectionSource)1, 3));
        yield return ((IPdu)request).Encode();
        yield return ((IPdu)acceptance).Encode();
        yield return ((IPdu)rejection).Encode();
        yield return
        [
            4, 0, 0, 0, 0, 16, 0, 0, 0, 4, 1, 3, 1, 2, 0, 0, 0, 4, 1, 2, 3, 4,
            .. ((IPdu)new ReleaseRequestPdu()).Encode(),
            .. ((IPdu)new ReleaseResponsePdu()).Encode(),
            .. ((IPdu)new AbortPdu(2, 6)).Encode(),
        ];
    }

    public void Run(byte[] input)
    {
        for (ReadOnlySpan<byte> left = input; left.Length >= PduHeader.Size;)
        {
            var header = PduHeader.Read(left);
            PduDecoder.Check(header, PduLimits.DefaultMaximumLength);
            left = left[PduHeader.Size..];
            if (header.Length > left.Length)
                return;
            var body = left[..(int)header.Length];
            left = left[(int)header.Length..];
            if (header.Type == PduType.DataTransfer)
                ReadValues(body);
            else
                CheckRoundTrip(PduDecoder.Decode(header.Type, body));
        }
    }

    private static void ReadValues(ReadOnlySpan<byte> body)
    {
        while (body.Length >= PdvHeader.Size)
        {
            var value = PdvHeader.Read(body, body.Length - PdvHeader.Size);
            body = body[(PdvHeader.Size + value.ValueLength)..];
        }
    }

    private static void CheckRoundTrip(IPdu pdu)
    {
        byte[] written;
        try
        {
            written = pdu.Encode();
        }
        catch (ArgumentException)
        {
            // User information that is full has no room for the items that only we never leave out.
            return;
        }
        var back = PduDecoder.Decode(pdu.Type, written.AsSpan(PduHeader.Size));
        FindException.Unless(back.Encode().AsSpan().SequenceEqual(written), $"{pdu.Type} is another when read again");
    }
}
