namespace PxSharp.Cli.Wrapper;

/// <summary>What <c>px qr</c> works with, once the institution and the options are put together.</summary>
/// <param name="LogDirectory">pypx's <c>--db</c>.</param>
/// <param name="ConnectionWords">The options of px find that name the PACS.</param>
/// <param name="StorageKey">The storage to push to; null when nothing names one.</param>
/// <param name="CubeKey">The CUBE to register with; null when nothing names one.</param>
/// <param name="ServiceName">The name of the PACS there; null when nothing gives one.</param>
internal sealed record QrTarget(
    string LogDirectory,
    IReadOnlyList<string> ConnectionWords,
    string? StorageKey,
    string? CubeKey,
    string? ServiceName);
