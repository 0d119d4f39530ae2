using PxSharp.Cli.Terminals;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class TextTableTests
{
    [Fact]
    public void An_ideograph_takes_two_columns()
    {
        var lines = Write(int.MaxValue, ("山田^太郎", "1"), ("Doe", "22"));

        Assert.Equal(["NAME        N", "山田^太郎   1", "Doe        22"], lines);
    }

    [Fact]
    public void A_narrow_terminal_cuts_the_column_that_may_shrink_and_a_pipe_cuts_nothing()
    {
        var narrow = Write(16, ("A description that is too long", "1234"));
        var pipe = Write(int.MaxValue, ("A description that is too long", "1234"));

        Assert.Equal(["NAME           N", "A descrip…  1234"], narrow);
        Assert.Equal("A description that is too long  1234", pipe[1]);
    }

    [Fact]
    public void The_least_telling_column_is_cut_first()
    {
        using var output = new StringWriter();
        var table = new TextTable(
            new Column("ID", MayShrink: true, Keeps: 1), new Column("DESCRIPTION", MayShrink: true));
        table.Add("A long identifier that tells", "A description");

        table.Write(new Terminal { Out = output, Error = TextWriter.Null, Width = 37 });
        table.Write(new Terminal { Out = output, Error = TextWriter.Null, Width = 30 });

        Assert.Equal(
            [
                "ID                            DESCRI…", "A long identifier that tells  A desc…",
                "ID                      DESCR…", "A long identifier tha…  A des…",
            ],
            output.ToString().TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void An_ideograph_is_never_cut_in_half() =>
        Assert.Equal("山田…", TextWidth.Cut("山田太郎", 6));

    private static string[] Write(int width, params (string Name, string Number)[] rows)
    {
        using var output = new StringWriter();
        var table = new TextTable(new Column("NAME", MayShrink: true), new Column("N", IsNumber: true));
        foreach (var (name, number) in rows)
        {
            table.Add(name, number);
        }

        table.Write(new Terminal { Out = output, Error = TextWriter.Null, Width = width });
        return output.ToString().TrimEnd('\n').Split('\n');
    }
}
