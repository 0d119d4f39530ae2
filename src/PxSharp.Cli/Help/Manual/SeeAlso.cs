namespace PxSharp.Cli.Help.Manual;

/// <summary>Which commands are used together.</summary>
internal static class SeeAlso
{
    private static readonly string[][] Families =
    [
        ["echo", "pacs add", "find"],
        ["find", "do", "report", "retrieve", "status"],
        ["retrieve", "move", "listen", "status"],
        ["listen", "container", "repack", "smdb"],
        ["status", "smdb"],
        ["push", "storage ls", "register"],
        ["pfstorage", "push", "storage ls", "storage put", "storage get", "storage rm", "storage stat"],
        ["qr", "find", "report", "retrieve", "status", "push", "register"],
        ["pacs add", "pacs list", "pacs show", "pacs remove"],
        ["install-links", "man", "completion"],
    ];

    /// <summary>px itself and the commands that go with one.</summary>
    public static IEnumerable<string> Of(string command) => Families
        .Where(family => family.Contains(command))
        .SelectMany(family => family)
        .Where(other => other != command && CommandCatalogue.Has(other))
        .Prepend("px")
        .Distinct();
}
