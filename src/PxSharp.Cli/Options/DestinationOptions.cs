using System.CommandLine;
using PxSharp.Services;

namespace PxSharp.Cli.Options;

/// <summary>Where goes what comes from a PACS, as <c>px pacs add</c> remembers it for <c>px qr</c>.</summary>
internal sealed class DestinationOptions
{
    private readonly Option<string?> _storage = Make.Text(
        "--swift", "KEY", "the storage to push to: an entry of services/storage.json");

    private readonly Option<string?> _cube = Make.Text(
        "--CUBE", "KEY", "the CUBE to register with: an entry of services/cube.json");

    private readonly Option<string?> _service = Make.Text(
        "--swiftServicesPACS", "NAME", "the name of the PACS in storage and CUBE");

    public OptionGroup Group => new("For px qr --do push and register", _storage, _cube, _service);

    public PacsDestinations Resolve(Invocation invocation) =>
        new(invocation.Text(_storage), invocation.Text(_cube), invocation.Text(_service));
}
