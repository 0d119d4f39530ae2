namespace PxSharp.Cli.Completion;

/// <summary>An option as a shell completes it.</summary>
/// <param name="Names">Its spellings, the long ones last.</param>
/// <param name="Description">What it means, in one line.</param>
/// <param name="TakesValue">Whether a value follows.</param>
/// <param name="Value">What the value is.</param>
/// <param name="Choices">The words to choose from, when it is a choice.</param>
internal sealed record CompletedOption(
    IReadOnlyList<string> Names,
    string Description,
    bool TakesValue,
    CompletionValue Value,
    IReadOnlyList<string> Choices);
