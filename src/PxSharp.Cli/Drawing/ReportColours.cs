namespace PxSharp.Cli.Drawing;

/// <summary>The backgrounds that <c>--colorize</c> knows.</summary>
internal enum ReportColours
{
    None,
    Dark,
    Light,
}
