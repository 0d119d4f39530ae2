using System.CommandLine;

namespace PxSharp.Cli.Options;

/// <summary>Options that belong together, under one heading of the help.</summary>
internal sealed record OptionGroup(string Heading, params IReadOnlyList<Option> Options);
