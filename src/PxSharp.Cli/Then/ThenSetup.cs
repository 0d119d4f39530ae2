using PxSharp.Cli.Options;
using PxSharp.Then;

namespace PxSharp.Cli.Then;

/// <summary>What a verb is made from.</summary>
/// <param name="Invocation">
/// The command line: services are <c>TextNamed("--CUBE")</c>, <c>TextNamed("--swift")</c>.
/// </param>
/// <param name="Step">The verb, with its object of <c>--thenArgs</c>.</param>
/// <param name="BaseMount">Where files, database and service files live.</param>
/// <param name="ResolvePacs">The PACS; throws a <see cref="Failures.UsageException"/> when nothing names one.</param>
/// <param name="Retrieval">The options of a retrieve.</param>
internal sealed record ThenSetup(
    Invocation Invocation,
    ThenStep Step,
    BaseMount BaseMount,
    Func<ChosenPacs> ResolvePacs,
    RetrievalOptions Retrieval);
