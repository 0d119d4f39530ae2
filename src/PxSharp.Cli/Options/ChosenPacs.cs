using PxSharp.Network.Associations;

namespace PxSharp.Cli.Options;

/// <summary>The PACS that a command line means.</summary>
/// <param name="Name">Its name in pacs.json; null when the command line gives its address.</param>
/// <param name="Association">How to reach it.</param>
internal sealed record ChosenPacs(string? Name, AssociationOptions Association);
