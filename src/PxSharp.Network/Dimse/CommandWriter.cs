using System.Buffers.Binary;
using System.Text;
using PxSharp.Dicom;

namespace PxSharp.Network.Dimse;

/// <summary>Writes a command set: implicit VR little endian, ascending tags, a right group length.</summary>
/// <remarks>PS3.7 6.3.1.</remarks>
internal static class CommandWriter
{
    /// <summary>(0000,0902) is an LO.</summary>
    private const int LongestComment = 64;

    /// <summary>Present in a command set to which a data set belongs; any value but 0101H says so.</summary>
    private const ushort WithDataset = 0x0000;

    /// <summary>Group 0000 and, as nothing else follows, its length up to <paramref name="command"/>'s end.</summary>
    internal static byte[] Write(DimseCommand command)
    {
        using var stream = new MemoryStream(192);
        UInt32(stream, CommandTag.GroupLength, 0);
        Text(stream, CommandTag.AffectedSOPClassUID, command.SOPClassUID, 0);
        UInt16(stream, CommandTag.CommandField, (ushort)command.Field);
        UInt16(stream, CommandTag.MessageId, command.MessageId);
        UInt16(stream, CommandTag.MessageIdBeingRespondedTo, command.RespondedTo);
        Text(stream, CommandTag.MoveDestination, command.MoveDestination, ' ');
        UInt16(stream, CommandTag.Priority, (ushort?)command.Priority);
        UInt16(stream, CommandTag.DatasetType, command.HasDataset ? WithDataset : CommandTag.NoDataset);
        UInt16(stream, CommandTag.Status, command.Status?.Code);
        Tags(stream, CommandTag.OffendingElement, command.OffendingElements);
        Text(stream, CommandTag.ErrorComment, Comment(command.ErrorComment), ' ');
        Text(stream, CommandTag.AffectedSOPInstanceUID, command.SOPInstanceUID, 0);
        UInt16(stream, CommandTag.NumberOfRemainingSuboperations, command.Remaining);
        UInt16(stream, CommandTag.NumberOfCompletedSuboperations, command.Completed);
        UInt16(stream, CommandTag.NumberOfFailedSuboperations, command.Failed);
        UInt16(stream, CommandTag.NumberOfWarningSuboperations, command.Warning);
        Text(stream, CommandTag.MoveOriginatorAETitle, command.MoveOriginatorAETitle, ' ');
        UInt16(stream, CommandTag.MoveOriginatorMessageId, command.MoveOriginatorMessageId);
        var bytes = stream.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), bytes.Length - 12);
        return bytes;
    }

    private static void Head(MemoryStream stream, ushort element, int length)
    {
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(head, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(head[2..], element);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], length);
        stream.Write(head);
    }

    private static void UInt32(MemoryStream stream, ushort element, uint value)
    {
        Head(stream, element, 4);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void UInt16(MemoryStream stream, ushort element, ushort? value)
    {
        if (value is not { } number)
            return;
        Head(stream, element, 2);
        stream.WriteByte((byte)number);
        stream.WriteByte((byte)(number >> 8));
    }

    private static void Text(MemoryStream stream, ushort element, string? value, int padding)
    {
        if (value is null)
            return;
        var isOdd = (value.Length & 1) != 0;
        Head(stream, element, value.Length + (isOdd ? 1 : 0));
        stream.Write(Encoding.Latin1.GetBytes(value));
        if (isOdd)
            stream.WriteByte((byte)padding);
    }

    private static void Tags(MemoryStream stream, ushort element, IReadOnlyList<DicomTag>? tags)
    {
        if (tags is not { Count: > 0 })
            return;
        Head(stream, element, tags.Count * 4);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var tag in tags)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, tag.Group);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], tag.Element);
            stream.Write(bytes);
        }
    }

    /// <summary>One line of printable ASCII: a command set has no character set.</summary>
    private static string? Comment(string? comment)
    {
        if (comment is null)
            return null;
        var characters = comment.AsSpan(0, Math.Min(comment.Length, LongestComment)).ToArray();
        for (var i = 0; i < characters.Length; i++)
        {
            if (characters[i] is < ' ' or > '~' or '\\')
                characters[i] = characters[i] is '\\' ? '/' : '?';
        }
        return new string(characters);
    }
}
