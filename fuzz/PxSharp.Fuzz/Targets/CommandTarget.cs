using PxSharp.Dicom;
using PxSharp.Network;
using PxSharp.Network.Dimse;

namespace PxSharp.Fuzz.Targets;

/// <summary>Command sets of DIMSE.</summary>
internal sealed class CommandTarget : ITarget
{
    public string Name => "command";

    public bool Allows(Exception exception) => exception is ProtocolException;

    public IEnumerable<byte[]> Words()
    {
        foreach (var element in (byte[])[0x00, 0x02, 0x03, 0x10, 0x20])
        {
            foreach (var group in (byte[])[0x00, 0x01, 0x06, 0x07, 0x08, 0x09, 0x10])
                yield return [0, 0, element, group, 2, 0, 0, 0];
        }
    }

    public IEnumerable<byte[]> Seeds()
    {
        yield return CommandWriter.Write(new DimseCommand
        {
            Field = CommandField.EchoRequest,
            SOPClassUID = DicomUID.Verification,
            MessageId = 1,
        });
        yield return CommandWriter.Write(new DimseCommand
        {
            Field = CommandField.StoreRequest,
            SOPClassUID = DicomUID.CTImageStorage,
            SOPInstanceUID = "1.2.3",
            MessageId = 1,
            Priority = 0,
            HasDataset = true,
            MoveDestination = "DESTINATION",
            MoveOriginatorAETitle = "ORIGINATOR",
            MoveOriginatorMessageId = 7,
        });
        yield return CommandWriter.Write(new DimseCommand
        {
            Field = CommandField.StoreRequest | (CommandField)0x8000,
            RespondedTo = 1,
            Status = new DimseStatus(0xA900),
            ErrorComment = "no",
            OffendingElements = [DicomTag.PatientName, DicomTag.PatientID],
            Remaining = 1,
            Completed = 2,
            Failed = 3,
            Warning = 4,
        });
    }

    public void Run(byte[] input)
    {
        var command = CommandReader.Read(input);
        _ = command.Name;
        _ = command.Status?.ToString();
        var written = CommandWriter.Write(command);
        var back = CommandReader.Read(written);
        FindException.Unless(
            CommandWriter.Write(back).AsSpan().SequenceEqual(written), "written again, it is something else");
    }
}
