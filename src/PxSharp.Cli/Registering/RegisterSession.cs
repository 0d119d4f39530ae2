using System.Runtime.CompilerServices;
using PxSharp.Cube;
using PxSharp.Cube.Registration;
using PxSharp.Index;
using PxSharp.Services;
using PxSharp.Sources;

namespace PxSharp.Cli.Registering;

/// <summary>A CUBE, known but not yet asked, and the tracking database, open to register.</summary>
internal sealed class RegisterSession(
    CubeService service, RegisterOptions options, SqliteIndex index, string dataDirectory, TimeProvider clock)
    : IAsyncDisposable
{
    public Uri Address => service.Address;

    public string PacsName => options.PacsName;

    public SqliteIndex Index => index;

    public string DataDirectory => dataDirectory;

    /// <summary>Registers the files of a source, with what is known of their push.</summary>
    public IAsyncEnumerable<RegisterEvent> RegisterAsync(FileSource source, CancellationToken cancellationToken) =>
        RegisterAsync(
            needsWholeSeries => RegistrationSource.OfAsync(
                source, index, options.PacsName, needsWholeSeries, cancellationToken),
            cancellationToken);

    /// <summary>Registers files that lie where a push said.</summary>
    public IAsyncEnumerable<RegisterEvent> RegisterAsync(
        IEnumerable<RegistrationFile> files, CancellationToken cancellationToken) =>
        RegisterAsync(_ => files.ToAsyncEnumerable(), cancellationToken);

    public ValueTask DisposeAsync() => index.DisposeAsync();

    private async IAsyncEnumerable<RegisterEvent> RegisterAsync(
        Func<bool, IAsyncEnumerable<RegistrationFile>> files,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (cube, failure) = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        using (cube)
        {
            var events = cube is null
                ? Registrar.FailAsync(files(false), options, failure!, cancellationToken)
                : new Registrar(cube, options, index, clock).RunAsync(
                    files(cube.Generation == CubeGeneration.Series), cancellationToken);
            await foreach (var happened in events.ConfigureAwait(false))
            {
                yield return happened;
            }
        }
    }

    /// <summary>A CUBE that is not there, or does not let us in, is told of each file.</summary>
    private async Task<(CubeClient? Cube, CubeException? Failure)> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await CubeClient.ConnectAsync(service, null, clock, cancellationToken).ConfigureAwait(false), null);
        }
        catch (CubeException failure)
        {
            return (null, failure);
        }
    }
}
