namespace PxSharp.Cli.Then;

/// <summary>Something that <c>--then</c> does with what a query found.</summary>
/// <remarks>
/// The extension point for verbs: one class each, entered in <see cref="ThenVerbs"/>. Made before the PACS is asked
/// anything, so that what is missing is told at once.
/// </remarks>
internal interface IThenVerb : IAsyncDisposable
{
    /// <summary>Does it: adds results study by study, and writes text if that is wanted.</summary>
    /// <returns>0 only when it was done wholly.</returns>
    Task<ExitCode> RunAsync(ThenRun run, CancellationToken cancellationToken);
}
