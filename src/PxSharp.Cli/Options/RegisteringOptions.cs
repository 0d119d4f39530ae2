using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Registering;
using PxSharp.Cube.Registration;
using PxSharp.Index;

namespace PxSharp.Cli.Options;

/// <summary>
/// With which CUBE to register, and how: the options of <c>px register</c> that <c>--then register</c> has as arguments
/// too.
/// </summary>
internal sealed class RegisteringOptions
{
    private readonly CubeOptionGroup _cube = new();
    private readonly BaseMountOptions _baseMount = new(hasDataDirectory: true);
    private readonly LayoutOptions _layout = new(ServicesPath.DefaultLayout);

    private readonly Option<string?> _pacs = Make.Text(
        "--swiftServicesPACS", "NAME", "the name of the PACS: files lie in SERVICES/PACS/NAME/ of CUBE's storage");

    private readonly Option<string?> _otherPacs = Make.Text("--PACS", "NAME", "the same");

    private readonly Option<int?> _parallel = Make.Number(
        "--parallel", "N", "requests under way at once (default 4)", 1, 64);

    public OptionGroup Target => new("CUBE", [.. _cube.Options, _pacs, _otherPacs]);

    public Option Parallel => _parallel;

    public IReadOnlyList<OptionGroup> Rest => [_baseMount.Group, _layout.Group];

    /// <summary>pypx's options that mean nothing here.</summary>
    public IReadOnlyList<Option> Ignored { get; } =
        [Make.IgnoredFlag("--cleanup"), Make.IgnoredFlag("--debug")];

    /// <summary>Whether the password is a line of standard input.</summary>
    public bool ReadsInput(Invocation invocation) => _cube.ReadsInput(invocation);

    /// <summary>Opens the tracking database; CUBE is asked when it comes to that.</summary>
    /// <exception cref="UsageException">Something is missing or cannot be.</exception>
    public Task<RegisterSession> OpenAsync(Invocation invocation)
    {
        var baseMount = _baseMount.Resolve(invocation);
        if (!_cube.IsGiven(invocation))
        {
            throw new UsageException("with which CUBE? give --CUBE KEY or --CUBEURL URL");
        }

        var name = invocation.Text(_pacs) ?? invocation.Text(_otherPacs)
            ?? throw new UsageException("--swiftServicesPACS is missing: the name of the PACS in CUBE's storage");
        if (RegisterOptions.FaultOfPacsName(name) is { } fault)
        {
            throw new UsageException($"--swiftServicesPACS: \"{name}\" {fault}");
        }

        var options = new RegisterOptions { PacsName = name, Layout = _layout.Resolve(invocation) };
        if (invocation.Get(_parallel) is { } parallel)
        {
            options = options with { Parallelism = parallel };
        }

        return Task.FromResult(new RegisterSession(
            _cube.Resolve(invocation, baseMount),
            options,
            SqliteIndex.Open(baseMount.LogDirectory),
            baseMount.DataDirectory,
            invocation.Surroundings.Clock));
    }
}
