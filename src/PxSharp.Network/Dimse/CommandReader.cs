using System.Buffers.Binary;
using System.Text;
using PxSharp.Dicom;

namespace PxSharp.Network.Dimse;

/// <summary>Reads a command set. The group length is not believed, unknown elements are skipped.</summary>
/// <remarks>PS3.7 6.3.1.</remarks>
internal static class CommandReader
{
    /// <exception cref="ProtocolException">It is broken, or has no command field.</exception>
    internal static DimseCommand Read(ReadOnlySpan<byte> bytes)
    {
        CommandField? field = null;
        string? sopClass = null, sopInstance = null, destination = null, comment = null, originator = null;
        ushort? messageId = null, respondedTo = null, priority = null, status = null, originatorId = null;
        ushort? remaining = null, completed = null, failed = null, warning = null;
        var datasetType = CommandTag.NoDataset;
        IReadOnlyList<DicomTag>? offending = null;
        while (!bytes.IsEmpty)
        {
            var value = Next(ref bytes, out var element);
            switch (element)
            {
                case CommandTag.AffectedSOPClassUID: sopClass = Text(value); break;
                case CommandTag.RequestedSOPClassUID: sopClass ??= Text(value); break;
                case CommandTag.CommandField: field = (CommandField?)UInt16(value, element); break;
                case CommandTag.MessageId: messageId = UInt16(value, element); break;
                case CommandTag.MessageIdBeingRespondedTo: respondedTo = UInt16(value, element); break;
                case CommandTag.MoveDestination: destination = Text(value); break;
                case CommandTag.Priority: priority = UInt16(value, element); break;
                case CommandTag.DatasetType: datasetType = UInt16(value, element) ?? CommandTag.NoDataset; break;
                case CommandTag.Status: status = UInt16(value, element); break;
                case CommandTag.OffendingElement: offending = Tags(value); break;
                case CommandTag.ErrorComment: comment = Text(value); break;
                case CommandTag.AffectedSOPInstanceUID: sopInstance = Text(value); break;
                case CommandTag.NumberOfRemainingSuboperations: remaining = UInt16(value, element); break;
                case CommandTag.NumberOfCompletedSuboperations: completed = UInt16(value, element); break;
                case CommandTag.NumberOfFailedSuboperations: failed = UInt16(value, element); break;
                case CommandTag.NumberOfWarningSuboperations: warning = UInt16(value, element); break;
                case CommandTag.MoveOriginatorAETitle: originator = Text(value); break;
                case CommandTag.MoveOriginatorMessageId: originatorId = UInt16(value, element); break;
            }
        }
        return new DimseCommand
        {
            Field = field ?? throw Broken("it has no command field (0000,0100)"),
            SOPClassUID = sopClass,
            MessageId = messageId,
            RespondedTo = respondedTo,
            MoveDestination = destination,
            Priority = (DimsePriority?)priority,
            HasDataset = datasetType != CommandTag.NoDataset,
            Status = status is { } code ? new DimseStatus(code) : null,
            OffendingElements = offending,
            ErrorComment = comment,
            SOPInstanceUID = sopInstance,
            Remaining = remaining,
            Completed = completed,
            Failed = failed,
            Warning = warning,
            MoveOriginatorAETitle = originator,
            MoveOriginatorMessageId = originatorId,
        };
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> bytes, out ushort element)
    {
        if (bytes.Length < 8)
            throw Broken($"it ends with {bytes.Length} bytes that are no element");
        var group = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        element = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        if (group != 0)
            throw Broken($"({group:x4},{element:x4}) stands in it, which is not of group 0000");
        if (length > bytes.Length - 8)
            throw Broken($"(0000,{element:x4}) claims {length} bytes where {bytes.Length - 8} are left");
        var value = bytes.Slice(8, (int)length);
        bytes = bytes[(8 + (int)length)..];
        return value;
    }

    private static string Text(ReadOnlySpan<byte> value) => Encoding.Latin1.GetString(value.Trim(" \0"u8));

    private static ushort? UInt16(ReadOnlySpan<byte> value, ushort element) => value.Length switch
    {
        0 => null,
        2 => BinaryPrimitives.ReadUInt16LittleEndian(value),
        _ => throw Broken($"(0000,{element:x4}) has {value.Length} bytes where 2 belong"),
    };

    private static DicomTag[] Tags(ReadOnlySpan<byte> value)
    {
        var tags = new DicomTag[value.Length / 4];
        for (var i = 0; i < tags.Length; i++)
        {
            tags[i] = new DicomTag(
                BinaryPrimitives.ReadUInt16LittleEndian(value[(4 * i)..]),
                BinaryPrimitives.ReadUInt16LittleEndian(value[((4 * i) + 2)..]));
        }
        return tags;
    }

    private static ProtocolException Broken(string what) => new("command set", what);
}
