namespace PxSharp.Cli.Help.Manual;

/// <summary>A manual page: what <c>-x</c> shows and <c>px man</c> writes for man(1).</summary>
/// <param name="Name">"px-find".</param>
/// <param name="Sections">In the order in which manual pages have them.</param>
internal sealed record ManualPage(string Name, IReadOnlyList<ManualSection> Sections);
