using PxSharp.Network.Associations;

namespace PxSharp.Network.Tests.Associations;

/// <summary>PS3.8 table 9-10, cell by cell.</summary>
public class UpperLayerMachineTests
{
    /// <summary>Rows Evt1 to Evt19, columns Sta1 to Sta13; a dot is an empty cell.</summary>
    private const string Table = """
        AE1 .   .   .   .   .   .   .   .   .    .   .   .
        .   .   .   AE2 .   .   .   .   .   .    .   .   .
        .   AA1 AA8 .   AE3 AA8 AA8 AA8 AA8 AA8  AA8 AA8 AA6
        .   AA1 AA8 .   AE4 AA8 AA8 AA8 AA8 AA8  AA8 AA8 AA6
        AE5 .   .   .   .   .   .   .   .   .    .   .   .
        .   AE6 AA8 .   AA8 AA8 AA8 AA8 AA8 AA8  AA8 AA8 AA7
        .   .   AE7 .   .   .   .   .   .   .    .   .   .
        .   .   AE8 .   .   .   .   .   .   .    .   .   .
        .   .   .   .   .   DT1 .   AR7 .   .    .   .   .
        .   AA1 AA8 .   AA8 DT2 AR6 AA8 AA8 AA8  AA8 AA8 AA6
        .   .   .   .   .   AR1 .   .   .   .    .   .   .
        .   AA1 AA8 .   AA8 AR2 AR8 AA8 AA8 AA8  AA8 AA8 AA6
        .   AA1 AA8 .   AA8 AA8 AR3 AA8 AA8 AR10 AR3 AA8 AA6
        .   .   .   .   .   .   .   AR4 AR9 .    .   AR4 .
        .   .   AA1 AA2 AA1 AA1 AA1 AA1 AA1 AA1  AA1 AA1 .
        .   AA2 AA3 .   AA3 AA3 AA3 AA3 AA3 AA3  AA3 AA3 AA2
        .   AA5 AA4 AA4 AA4 AA4 AA4 AA4 AA4 AA4  AA4 AA4 AR5
        .   AA2 .   .   .   .   .   .   .   .    .   .   AA2
        .   AA1 AA8 .   AA8 AA8 AA8 AA8 AA8 AA8  AA8 AA8 AA7
        """;

    /// <summary>
    /// The state that each action ends in, tables 9-6 to 9-9; AE6 and AR8 stand for the usual of two.
    /// </summary>
    private const string Ends = """
        AE1:4 AE2:5 AE3:6 AE4:1 AE5:2 AE6:3 AE7:6 AE8:13 DT1:6 DT2:6
        AR1:7 AR2:8 AR3:1 AR4:13 AR5:1 AR6:7 AR7:8 AR8:9 AR9:11 AR10:12
        AA1:13 AA2:1 AA3:1 AA4:1 AA5:1 AA6:13 AA7:13 AA8:13
        """;

    public static TheoryData<int, int, string> Cells()
    {
        var cells = new TheoryData<int, int, string>();
        var rows = Table.Split('\n');
        for (var row = 0; row < rows.Length; row++)
        {
            var columns = rows[row].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var column = 0; column < columns.Length; column++)
                cells.Add(row + 1, column + 1, columns[column].Trim());
        }
        return cells;
    }

    [Fact]
    public void The_table_has_nineteen_events_and_thirteen_states() => Assert.Equal(19 * 13, Cells().Count);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_cell_is_as_the_standard_has_it(int what, int state, string action)
    {
        var found = UpperLayerMachine.Find((UpperLayerState)state, (UpperLayerEvent)what);
        Assert.Equal(action == "." ? null : Enum.Parse<UpperLayerAction>(action), found);
    }

    [Fact]
    public void Every_action_ends_in_its_state()
    {
        foreach (var pair in Ends.Split(
            (char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split(':')))
        {
            var next = UpperLayerMachine.Next(
                Enum.Parse<UpperLayerAction>(pair[0]), UpperLayerState.Sta6, isRequestor: true);
            Assert.Equal(Enum.Parse<UpperLayerState>("Sta" + pair[1]), next);
        }
    }

    [Fact]
    public void A_release_collision_parts_requestor_and_acceptor()
    {
        Assert.Equal(UpperLayerState.Sta9,
            UpperLayerMachine.Next(UpperLayerAction.AR8, UpperLayerState.Sta7, isRequestor: true));
        Assert.Equal(UpperLayerState.Sta10,
            UpperLayerMachine.Next(UpperLayerAction.AR8, UpperLayerState.Sta7, isRequestor: false));
    }

    [Fact]
    public void An_event_of_our_own_in_an_empty_cell_is_an_error()
    {
        var machine = new UpperLayerMachine(isRequestor: true);
        Assert.Throws<InvalidOperationException>(() => machine.Apply(UpperLayerEvent.DataPrimitive));
        Assert.Null(machine.TryApply(UpperLayerEvent.DataPrimitive));
        Assert.Equal(UpperLayerState.Sta1, machine.State);
    }
}
