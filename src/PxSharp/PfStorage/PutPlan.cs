using PxSharp.Dicom;
using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Transfers;
using PxSharp.Paths;
using PxSharp.Sources;

namespace PxSharp.PfStorage;

/// <summary>Finds out which names pypx's <c>objPut</c> gives to files.</summary>
internal sealed class PutPlan(PfStorageRequest request, PathLayout layout)
{
    private const string Pack = "%pack";

    private readonly PackPath _pack = new(layout);
    private readonly string _toLocation = request.ToLocation ?? "";
    private (string Directory, string File)? _first;

    /// <summary>The files, by the paths that they were given under, in the order of these.</summary>
    public async Task<IReadOnlyList<ObjectTransfer>> MakeAsync(CancellationToken cancellationToken)
    {
        var local = request.LocalPath!;
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(local));
        var transfers = new List<ObjectTransfer>();
        await foreach (var file in FileSource.AtPath(local).ListAsync(cancellationToken))
        {
            var path = file.FilePath == full
                ? local
                : TransferPlan.Join(
                    Path.TrimEndingDirectorySeparator(local), TransferPlan.RelativeName(full, file.FilePath));
            if (path.Contains(request.DicomSubstring, StringComparison.Ordinal))
                transfers.Add(Plan(path, file));
        }
        return transfers;
    }

    private ObjectTransfer Plan(string path, SourceFile file)
    {
        var transfer = new ObjectTransfer(path, "", file.Length);
        if (file.Fault is not null)
            return transfer with { Fault = new TransferFault(TransferFailure.LocalFile, $"{path}: {file.Fault}") };
        try
        {
            return transfer with { Name = NameOf(path) };
        }
        catch (Exception exception) when (exception is DicomException or IOException or UnauthorizedAccessException)
        {
            return transfer with
            {
                Fault = new TransferFault(TransferFailure.LocalFile, $"{path}: {exception.Message}"),
            };
        }
    }

    private string NameOf(string path)
    {
        var rest = RestOf(path);
        if (!request.PackEachDicom && !_toLocation.Contains(Pack, StringComparison.Ordinal))
            return ObjectName.Of($"{_toLocation}/{rest}");
        var place = request.PackEachDicom ? _pack.Of(path) : _first ??= _pack.Of(path);
        if (!_toLocation.Contains(Pack, StringComparison.Ordinal))
            return ObjectName.Of($"{_toLocation}/{rest[..(rest.LastIndexOf('/') + 1)]}{place.File}");
        var directory = _toLocation.Replace(Pack, place.Directory, StringComparison.Ordinal);
        return ObjectName.Of($"{directory}/{(request.PackEachDicom ? place.File : rest)}");
    }

    /// <summary>What is left of a path below the directory whose place is taken; all of it where none is.</summary>
    private string RestOf(string path)
    {
        if (request.MapLocationOver.Length == 0)
        {
            // "./data/x" is data/x, and what begins at the root has no place of its own in a store.
            return path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        }
        var rest = TransferPlan.RelativeName(request.MapLocationOver, path);
        return rest == "." ? Path.GetFileName(path) : rest;
    }
}
