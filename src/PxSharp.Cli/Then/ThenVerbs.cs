using PxSharp.Cli.Failures;
using PxSharp.Then;

namespace PxSharp.Cli.Then;

/// <summary>The verbs of <c>--then</c>. A new one is one entry here.</summary>
internal static class ThenVerbs
{
    /// <summary>How each verb is made.</summary>
    private static readonly Dictionary<string, Func<ThenSetup, CancellationToken, Task<IThenVerb>>> All =
        new(StringComparer.Ordinal)
        {
            ["retrieve"] = RetrieveVerb.OpenAsync,
            ["status"] = StatusVerb.OpenAsync,
            ["report"] = ReportVerb.OpenAsync,
            ["push"] = PushVerb.OpenAsync,
            ["register"] = RegisterVerb.OpenAsync,
        };

    /// <summary>The names, in the order in which they are usually done.</summary>
    public static IEnumerable<string> Names => All.Keys;

    /// <summary>Refuses a verb that is none.</summary>
    /// <exception cref="UsageException">There is no such verb.</exception>
    public static void Check(ThenStep step)
    {
        if (!All.ContainsKey(step.Verb))
        {
            throw new UsageException($"--then: \"{step.Verb}\" is none of {string.Join(", ", Names)}");
        }
    }

    /// <summary>Gets a verb ready that <see cref="Check"/> has let through.</summary>
    public static Task<IThenVerb> OpenAsync(ThenSetup setup, CancellationToken cancellationToken) =>
        All[setup.Step.Verb](setup, cancellationToken);
}
