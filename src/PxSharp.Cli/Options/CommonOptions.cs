using System.CommandLine;

namespace PxSharp.Cli.Options;

/// <summary>The options that every command has.</summary>
internal sealed class CommonOptions
{
    /// <summary>0: results and errors only; 1: as usual; 2: what happens on the wire too.</summary>
    public Option<int?> Verbosity { get; } = Make.Number(
        "--verbosity", "N", "0: errors only, 1: as usual, 2: details too (default 1)", 0, 9, "-v");

    public Option<bool> Help { get; } = Make.Flag("--help", "show this help", "-h");

    public Option<bool> Manual { get; } = Make.Flag("--desc", "show the manual page", "-x");

    public Option<bool> Synopsis { get; } = Make.Flag("--synopsis", "show the synopsis", "-y");

    public Option<bool> Version { get; } = Make.Flag("--version", "show the version");

    /// <summary>pypx's other way to give options; expanded before the command line is parsed.</summary>
    public Option<string?> JsonArguments { get; } = Make.Text(
        "--JSONargs", "JSON", "options as one JSON object; those on the command line win");

    public OptionGroup Group => new("Common", Verbosity, JsonArguments, Help, Manual, Synopsis, Version);
}
