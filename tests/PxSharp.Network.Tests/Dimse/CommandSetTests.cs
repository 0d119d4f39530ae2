using System.Buffers.Binary;
using CsCheck;
using PxSharp.Dicom;
using PxSharp.Network.Dimse;

namespace PxSharp.Network.Tests.Dimse;

public class CommandSetTests
{
    private static readonly Gen<string> Text =
        Gen.Char["ABC.019"].Array[1, 16].Select(characters => new string(characters));

    private static readonly Gen<DimseCommand> Commands = Gen.Select(
        Gen.Int[0, 10].Select(i => Enum.GetValues<CommandField>()[i]),
        Gen.Select(Text.Null(), Text.Null(), Text.Null(), Text.Null(), Text.Null()),
        Gen.Select(Gen.UShort.Nullable(), Gen.UShort.Nullable(), Gen.UShort.Nullable(), Gen.UShort.Nullable()),
        Gen.Select(Gen.UShort.Nullable(), Gen.UShort.Nullable(), Gen.UShort.Nullable(), Gen.UShort.Nullable()),
        Gen.UInt.Select(value => new DicomTag(value)).Array[1, 4].Null(),
        Gen.Bool,
        (field, texts, ids, counts, tags, hasDataset) => new DimseCommand
        {
            Field = field,
            SOPClassUID = texts.Item1,
            SOPInstanceUID = texts.Item2,
            MoveDestination = texts.Item3,
            ErrorComment = texts.Item4,
            MoveOriginatorAETitle = texts.Item5,
            MessageId = ids.Item1,
            RespondedTo = ids.Item2,
            MoveOriginatorMessageId = ids.Item3,
            Status = ids.Item4 is { } code ? new DimseStatus(code) : null,
            Remaining = counts.Item1,
            Completed = counts.Item2,
            Failed = counts.Item3,
            Warning = counts.Item4,
            OffendingElements = tags,
            HasDataset = hasDataset,
        });

    [Fact]
    public void What_is_written_reads_back() => Commands.Sample(command =>
    {
        var back = CommandReader.Read(CommandWriter.Write(command));
        return back with { OffendingElements = null } == command with { OffendingElements = null }
            && (back.OffendingElements ?? []).SequenceEqual(command.OffendingElements ?? []);
    }, iter: 1000);

    [Fact]
    public void Tags_ascend_values_are_even_and_the_group_length_is_right() => Commands.Sample(command =>
    {
        var bytes = CommandWriter.Write(command);
        var last = -1;
        for (var at = 0; at < bytes.Length;)
        {
            var element = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at + 2));
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4));
            if (element <= last || (length & 1) != 0)
                return false;
            last = element;
            at += 8 + length;
        }
        return BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)) == bytes.Length - 12;
    }, iter: 500);

    [Fact]
    public void Changed_bytes_read_or_are_refused_and_nothing_else() =>
        Gen.Select(Commands, Gen.Select(Gen.Int[0, 1000], Gen.Byte).List[1, 5],
            Gen.Int[0, 20]).Sample((command, changes, cut) =>
        {
            var bytes = CommandWriter.Write(command);
            foreach (var (at, value) in changes)
                bytes[at % bytes.Length] = value;
            try
            {
                CommandReader.Read(bytes.AsSpan(0, Math.Max(0, bytes.Length - cut)));
            }
            catch (ProtocolException)
            {
            }
        }, iter: 3000);

    [Theory]
    [InlineData(0x0000, true)]
    [InlineData(0x0001, true)]
    [InlineData(0x0102, true)]
    [InlineData(0xFFFF, true)]
    [InlineData(0x0101, false)]
    public void A_data_set_follows_unless_the_type_is_0101H(ushort type, bool follows)
    {
        var bytes = CommandWriter.Write(new DimseCommand { Field = CommandField.EchoRequest });
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(bytes.Length - 2), type);
        Assert.Equal(follows, CommandReader.Read(bytes).HasDataset);
    }

    [Fact]
    public void A_comment_is_cut_to_one_line_of_64_ASCII_characters()
    {
        var response = new DimseCommand
        {
            Field = CommandField.FindResponse,
            ErrorComment = new string('é', 10) + "\n\\" + new string('x', 100),
        };
        var comment = CommandReader.Read(CommandWriter.Write(response)).ErrorComment!;
        Assert.Equal(64, comment.Length);
        Assert.StartsWith("???????????/xxx", comment);
    }

    [Fact]
    public void An_element_of_another_group_is_refused() =>
        Assert.Throws<ProtocolException>(() => CommandReader.Read([8, 0, 0x20, 0, 0, 0, 0, 0]));

    [Fact]
    public void A_command_set_without_a_command_field_is_refused() =>
        Assert.Throws<ProtocolException>(() => CommandReader.Read([]));
}
