using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Pushing;
using PxSharp.Push;

namespace PxSharp.Cli.Options;

/// <summary>The PACS to push to: by name, or by its values.</summary>
internal sealed class ToPacsOptions
{
    private readonly ConnectionOptions _connection = new();

    private readonly Option<bool> _skipExisting = Make.Flag(
        "--skipExisting", "ask the PACS what it has of each series, and send only the rest");

    public OptionGroup Group => new("To a PACS (C-STORE)", [.. _connection.Group.Options, _skipExisting]);

    /// <summary>Whether one of the options names a PACS.</summary>
    public bool IsGiven(Invocation invocation) =>
        invocation.Text(_connection.Pacs) is not null || invocation.Text(_connection.Host) is not null;

    /// <summary>The PACS that the options name.</summary>
    /// <exception cref="UsageException">Something is missing or cannot be.</exception>
    public PushDestination Open(Invocation invocation, BaseMount baseMount) => new(new PacsTarget(
        _connection.Resolve(invocation, baseMount).Association,
        new PacsTargetOptions { SkipExisting = invocation.Get(_skipExisting) },
        invocation.Surroundings.Clock));
}
