namespace PxSharp.Cli.Terminals;

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Heading">Its heading; when all are empty, no heading line is written.</param>
/// <param name="IsNumber">Numbers stand at the right.</param>
/// <param name="MayShrink">True when the column may be cut to make the table fit the terminal.</param>
/// <param name="Keeps">Columns that may shrink are cut in this order: first those that keep least.</param>
/// <param name="LeastWidth">How wide the column is even when no cell is, where the terminal has the room.</param>
/// <param name="Style">What turns on the colour of its cells, such as an ANSI sequence.</param>
internal sealed record Column(
    string Heading,
    bool IsNumber = false,
    bool MayShrink = false,
    int Keeps = 0,
    int LeastWidth = 0,
    string Style = "");
