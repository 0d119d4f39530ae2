namespace PxSharp.Cli;

/// <summary>The directories of one installation.</summary>
/// <param name="Root">BASEMOUNT itself; services/ is in it.</param>
/// <param name="LogDirectory">pypx's <c>--db</c>; the tracking database is there.</param>
/// <param name="DataDirectory">The tree of files.</param>
internal sealed record BaseMount(string Root, string LogDirectory, string DataDirectory);
