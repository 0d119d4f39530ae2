namespace PxSharp.Cli.Completion;

/// <summary>A command as a shell completes it.</summary>
/// <param name="Name">"find", "pacs add".</param>
/// <param name="Summary">What it does, in one line.</param>
/// <param name="Options">Its options.</param>
/// <param name="Argument">What its words are that are no options.</param>
/// <param name="Choices">The words to choose from, when that is a choice.</param>
internal sealed record CompletedCommand(
    string Name,
    string Summary,
    IReadOnlyList<CompletedOption> Options,
    CompletionValue Argument,
    IReadOnlyList<string> Choices)
{
    /// <summary>"pacs" of "pacs add"; the whole name where it is one word.</summary>
    public string First => Name.Split(' ')[0];

    /// <summary>"add" of "pacs add"; null where the name is one word.</summary>
    public string? Second => Name.Length > First.Length ? Name[(First.Length + 1)..] : null;
}
