using PxSharp.Dicom;
using PxSharp.Network.Services;
using PxSharp.Simulator.Archive;

namespace PxSharp.Simulator.Services;

/// <summary>Takes one instance into a Part 10 file, which has its name only when it is whole.</summary>
internal sealed class FileReceiver : IStoreReceiver
{
    private readonly PacsArchive _archive;
    private readonly StoreRequest _request;
    private readonly string _path;
    private readonly string _partPath;
    private readonly FileStream _file;

    public FileReceiver(PacsArchive archive, StoreRequest request, string folder)
    {
        _archive = archive;
        _request = request;
        _path = Path.Combine(folder, request.SOPInstanceUID + ".dcm");
        // Two associations may bring the same instance at once.
        _partPath = $"{_path}.{Guid.NewGuid():N}.part";
        _file = new FileStream(_partPath, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        _file.Write(DicomFile.BuildPreambleAndMeta(
            request.SOPClassUID, request.SOPInstanceUID, request.TransferSyntaxUID, request.CallingAETitle));
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken) =>
        _file.WriteAsync(fragment, cancellationToken);

    public async ValueTask<StoreResult> CompleteAsync(CancellationToken cancellationToken)
    {
        await _file.DisposeAsync().ConfigureAwait(false);
        var instance = ArchivedFile.Read(_partPath);
        if (Reception.Refusal(_request, instance) is { } refusal)
            return refusal;
        File.Move(_partPath, _path, overwrite: true);
        return Reception.Keep(_archive, _request, ArchivedFile.Read(_path));
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync().ConfigureAwait(false);
        File.Delete(_partPath);
    }
}
