namespace PxSharp.Cli.Storing;

/// <summary>What is said of copies in one direction.</summary>
/// <param name="Done">"stored", "fetched".</param>
/// <param name="Where">What stands before the store's name: "in", "from".</param>
internal sealed record TransferWords(string Done, string Where)
{
    public static TransferWords Put { get; } = new("stored", "in");

    public static TransferWords Get { get; } = new("fetched", "from");
}
