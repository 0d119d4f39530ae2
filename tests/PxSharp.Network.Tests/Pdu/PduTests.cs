using CsCheck;
using PxSharp.Network.Associations;
using PxSharp.Network.Pdu;
using PxSharp.Network.Tests.Support;

namespace PxSharp.Network.Tests.Pdu;

public class PduTests
{
    [Fact]
    public void What_is_written_reads_back() => Pdus.Any.Sample(
        pdu =>
        {
            var bytes = pdu.Encode();
            var header = PduHeader.Read(bytes);
            PduDecoder.Check(header, PduLimits.DefaultMaximumLength);
            var back = PduDecoder.Decode(header.Type, bytes.AsSpan(PduHeader.Size));
            return header.Length == bytes.Length - PduHeader.Size && back.GetType() == pdu.GetType()
                && back.Encode().AsSpan().SequenceEqual(bytes);
        }, iter: 500);

    [Fact]
    public void Changed_bytes_read_or_are_refused_and_nothing_else() =>
        Gen.Select(Pdus.Any, Gen.Select(Gen.Int[0, 5000], Gen.Byte).List[1, 8], Gen.Int[0, 30]).Sample(
            (pdu, changes, cut) =>
            {
                var bytes = pdu.Encode();
                foreach (var (at, value) in changes)
                    bytes[PduHeader.Size + (at % (bytes.Length - PduHeader.Size))] = value;
                Decode(pdu.Type, bytes.AsSpan(PduHeader.Size, Math.Max(0, bytes.Length - PduHeader.Size - cut)));
            }, iter: 2000);

    [Fact]
    public void Random_bytes_read_or_are_refused_and_nothing_else() =>
        Gen.Select(Gen.Byte[1, 7], Gen.Byte.Array[0, 300]).Sample((type, bytes) => Decode((PduType)type, bytes),
            iter: 5000);

    [Fact]
    public void An_unknown_item_is_skipped()
    {
        var bytes = ((IPdu)RawPeer.Request()).Encode();
        byte[] unknown = [0x77, 0, 0, 3, 1, 2, 3];
        byte[] body = [.. bytes.AsSpan(PduHeader.Size), .. unknown];
        var request = AssociateRequestPdu.Parse(body);
        Assert.Equal("1.2.3", request.UserInformation.ImplementationClassUID);
    }

    [Fact]
    public void Without_an_asynchronous_operations_item_it_is_one_and_one()
    {
        var request = AssociateRequestPdu.Parse(((IPdu)RawPeer.Request()).Encode().AsSpan(PduHeader.Size));
        Assert.Equal(new AsynchronousOperations(1, 1), request.UserInformation.AsynchronousOperations);
    }

    [Fact]
    public void Titles_and_uids_lose_their_padding_whatever_it_is()
    {
        var bytes = ((IPdu)RawPeer.Request()).Encode();
        "  PACS\0\0        "u8.CopyTo(bytes.AsSpan(10));
        Assert.Equal("PACS", AssociateRequestPdu.Parse(bytes.AsSpan(PduHeader.Size)).CalledAETitle);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void An_even_context_id_is_refused(byte id) =>
        Assert.Throws<ProtocolException>(() => Reread(new RequestedContext(id, "1.2", ["1.3"])));

    [Fact]
    public void A_context_id_that_stands_twice_is_refused() =>
        Assert.Throws<ProtocolException>(() => Reread(
            new RequestedContext(1, "1.2", ["1.3"]), new RequestedContext(1, "1.4", ["1.3"])));

    [Fact]
    public void More_than_128_contexts_are_refused() => Assert.Throws<ProtocolException>(() =>
        Reread([.. Enumerable.Range(0, 129).Select(i => new RequestedContext((byte)((2 * i) + 1), "1.2", ["1.3"]))]));

    [Theory]
    [InlineData(0x01, 1048577u)]
    [InlineData(0x02, uint.MaxValue)]
    [InlineData(0x03, 100u)]
    [InlineData(0x04, 262144u + 65)]
    [InlineData(0x04, uint.MaxValue)]
    [InlineData(0x04, 5u)]
    [InlineData(0x05, uint.MaxValue)]
    [InlineData(0x06, 70000u)]
    [InlineData(0x07, 70000u)]
    [InlineData(0x00, 4u)]
    [InlineData(0x08, 4u)]
    [InlineData(0x48, 4u)]
    public void A_header_is_refused_before_its_body_is_read(byte type, uint length) =>
        Assert.Throws<ProtocolException>(() =>
        PduDecoder.Check(new PduHeader((PduType)type, length), PduLimits.DefaultMaximumLength));

    [Theory]
    [InlineData(0u, 10)]
    [InlineData(1u, 10)]
    [InlineData(13u, 10)]
    [InlineData(uint.MaxValue, 10)]
    [InlineData(0x80000000u, 10)]
    public void A_data_value_that_does_not_fit_its_pdu_is_refused(uint length, long left)
    {
        var bytes = new byte[] { (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, 1, 3 };
        Assert.Throws<ProtocolException>(() => PdvHeader.Read(bytes, left));
    }

    private static void Reread(params RequestedContext[] contexts) =>
        AssociateRequestPdu.Parse(((IPdu)RawPeer.Request(contexts)).Encode().AsSpan(PduHeader.Size));

    private static void Decode(PduType type, ReadOnlySpan<byte> body)
    {
        try
        {
            PduDecoder.Decode(type, body);
        }
        catch (ProtocolException)
        {
        }
    }
}
