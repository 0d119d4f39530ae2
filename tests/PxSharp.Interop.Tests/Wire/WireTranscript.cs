using System.Buffers.Binary;
using System.Text;

namespace PxSharp.Interop.Tests.Wire;

/// <summary>Takes the bytes of an association apart, as PS3.8 9.3 has them, without the code under test.</summary>
public static class WireTranscript
{
    private const byte AssociateAccept = 0x02;
    private const byte DataTransfer = 0x04;
    private const ushort StoreRequest = 0x0001;

    /// <summary>The instances that C-STORE requests carried, whichever side sent them.</summary>
    public static IEnumerable<SentInstance> ReadInstances(byte[] fromRequestor, byte[] fromAcceptor)
    {
        var syntaxes = Pdus(fromAcceptor)
            .Where(pdu => pdu.Type == AssociateAccept)
            .SelectMany(pdu => AcceptedSyntaxes(pdu.Body))
            .ToDictionary();
        return Messages(fromRequestor).Concat(Messages(fromAcceptor))
            .Where(message => CommandNumber(message.Command, 0x0100) == StoreRequest)
            .Select(message => new SentInstance(
                CommandText(message.Command, 0x1000), syntaxes[message.Context], message.DataSet));
    }

    private static IEnumerable<(byte Type, ArraySegment<byte> Body)> Pdus(byte[] bytes)
    {
        for (var at = 0; at + 6 <= bytes.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 2));
            if (length < 0 || at + 6 + length > bytes.Length)
            {
                yield break;
            }

            yield return (bytes[at], new ArraySegment<byte>(bytes, at + 6, length));
            at += 6 + length;
        }
    }

    private static IEnumerable<(byte Context, byte[] Command, byte[] DataSet)> Messages(byte[] bytes)
    {
        var (command, dataSet) = (new MemoryStream(), new MemoryStream());
        foreach (var (_, body) in Pdus(bytes).Where(pdu => pdu.Type == DataTransfer))
        {
            for (var at = 0; at + 6 <= body.Count;)
            {
                var length = (int)BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(at));
                var (context, control) = (body[at + 4], body[at + 5]);
                var (isCommand, isLast) = ((control & 1) != 0, (control & 2) != 0);
                (isCommand ? command : dataSet).Write(body.AsSpan(at + 6, length - 2));
                at += 4 + length;
                if (isLast && (!isCommand || CommandNumber(command.ToArray(), 0x0800) == 0x0101))
                {
                    yield return (context, command.ToArray(), dataSet.ToArray());
                    command.SetLength(0);
                    dataSet.SetLength(0);
                }
            }
        }
    }

    // A-ASSOCIATE-AC: 68 bytes, then items; of a presentation context, only an accepted one's syntax has a meaning.
    private static IEnumerable<KeyValuePair<byte, string>> AcceptedSyntaxes(ArraySegment<byte> body)
    {
        for (var at = 68; at + 4 <= body.Count;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at + 2));
            if (body[at] == 0x21 && body[at + 6] == 0)
            {
                var syntax = Encoding.ASCII.GetString(body.AsSpan(at + 12, length - 8)).TrimEnd('\0');
                yield return new(body[at + 4], syntax);
            }

            at += 4 + length;
        }
    }

    private static ushort CommandNumber(byte[] command, ushort element) =>
        BinaryPrimitives.ReadUInt16LittleEndian(CommandValue(command, element));

    private static string CommandText(byte[] command, ushort element) =>
        Encoding.ASCII.GetString(CommandValue(command, element)).TrimEnd('\0', ' ');

    private static ReadOnlySpan<byte> CommandValue(byte[] command, ushort element)
    {
        for (var at = 0; at + 8 <= command.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(command.AsSpan(at + 4));
            if (BinaryPrimitives.ReadUInt16LittleEndian(command.AsSpan(at + 2)) == element)
            {
                return command.AsSpan(at + 8, length);
            }

            at += 8 + length;
        }

        throw new InvalidDataException($"no (0000,{element:x4}) in a command");
    }
}
