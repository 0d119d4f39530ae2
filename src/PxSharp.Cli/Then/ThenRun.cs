using PxSharp.Query;
using PxSharp.Then;

namespace PxSharp.Cli.Then;

/// <summary>What a verb works on.</summary>
/// <param name="Invocation">The command line, for messages.</param>
/// <param name="Found">What the query found.</param>
/// <param name="Results">Where the results go, as JSON.</param>
/// <param name="Report">Where each verb that does something notes what became of each series.</param>
/// <param name="WritesText">
/// Whether to write to <see cref="Invocation.Terminal"/>; otherwise JSON is printed there.
/// </param>
internal sealed record ThenRun(
    Invocation Invocation, FindReport Found, ThenResults Results, ThenReport Report, bool WritesText);
