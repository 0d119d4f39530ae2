using System.Globalization;
using System.Text.Json;
using PxSharp.Cube.Registration;
using PxSharp.Json;
using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Transfers;
using PxSharp.Paths;

namespace PxSharp.PfStorage;

/// <summary>The actions of pypx's pfstorage on any store.</summary>
/// <remarks>Every answer has <c>status</c>: whether all was done, and there was something to be done.</remarks>
public sealed class PfStorageActions
{
    /// <summary>So many objects of a long listing are kept as text.</summary>
    private const int FlushAfter = 1000;

    private readonly IObjectStore _store;
    private readonly PathLayout _layout;
    private readonly TransferOptions _options;
    private readonly StorageNames _names;

    /// <summary>Gets ready.</summary>
    /// <param name="store">The store; stays the caller's.</param>
    /// <param name="layout">What <c>%pack</c> stands for; the templates of px-push when null.</param>
    /// <param name="options">How much at once; what is there is replaced in any case, as pypx does.</param>
    public PfStorageActions(IObjectStore store, PathLayout? layout = null, TransferOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _layout = layout ?? ServicesPath.DefaultLayout;
        _options = (options ?? new TransferOptions()) with { Overwrite = true };
        _names = new StorageNames(store);
    }

    /// <summary>Does what is asked, and writes the answer as one JSON object.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="output">Where the answer goes, in ASCII.</param>
    /// <param name="progress">Told what happens while files are copied.</param>
    /// <param name="cancellationToken">Stops; then nothing is written.</param>
    /// <returns>How it ended.</returns>
    public Task<PfStorageResult> RunAsync(
        PfStorageRequest request,
        Stream output,
        IProgress<TransferEvent>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(output);
        return request.Action switch
        {
            PfStorageAction.List => ListAsync(request, output, cancellationToken),
            PfStorageAction.Put => PutAsync(request, output, progress, cancellationToken),
            PfStorageAction.Pull => PullAsync(request, output, progress, cancellationToken),
            PfStorageAction.Remove => RemoveAsync(request, output, cancellationToken),
            _ => ExistsAsync(request, output, cancellationToken),
        };
    }

    private async Task<PfStorageResult> ListAsync(
        PfStorageRequest request, Stream output, CancellationToken cancellationToken)
    {
        var found = new List<StoredObject>();
        try
        {
            await foreach (var (stored, _) in _names.ListAsync(request.Path, request.Substring, cancellationToken))
                found.Add(stored);
        }
        catch (ObjectStoreException failure)
        {
            return Write(output, Failed(failure), json => json.WriteString("lsError", failure.Message));
        }
        var result = found.Count > 0 ? default : Nothing(request.Path, request.Substring);
        return Write(output, result, json =>
        {
            json.WritePropertyName("ls");
            if (request.ReturnSpec.Count > 0)
                WriteObjects(json, found, request.ReturnSpec);
            else
                WriteAll(json, found);
        });
    }

    private async Task<PfStorageResult> PutAsync(
        PfStorageRequest request, Stream output, IProgress<TransferEvent>? progress,
        CancellationToken cancellationToken)
    {
        var plan = await new PutPlan(request, _layout).MakeAsync(cancellationToken);
        if (plan.Count == 0)
        {
            return Write(
                output,
                new PfStorageResult($"there is no file in {request.LocalPath}"
                    + (request.DicomSubstring.Length > 0 ? $" with '{request.DicomSubstring}' in its path" : "")),
                json => json.WriteString("msg", "No valid file list generated"));
        }
        var answer = new TransferAnswer(plan, _names.Tell) { Each = request.PackEachDicom };
        await answer.FollowAsync(
            new ObjectTransfers(_store, _options).PutAsync(plan, cancellationToken), progress);
        answer.LocalPath = Path.GetDirectoryName(plan[0].FilePath) ?? "";
        return Write(output, answer.Result, answer.Write);
    }

    private async Task<PfStorageResult> PullAsync(
        PfStorageRequest request, Stream output, IProgress<TransferEvent>? progress,
        CancellationToken cancellationToken)
    {
        // pypx has what is to be fetched in one and where it begins in the other, and takes the second for both.
        var from = request.FromLocation.Length > 0 ? request.FromLocation : request.Path;
        List<ObjectTransfer> plan;
        try
        {
            plan = await _names.ListAsync(from, request.Substring, cancellationToken)
                .Where(found => !TransferPlan.IsDirectoryMarker(found.Object))
                .Select(found => PullPlan.Of(found.Object, found.Prefix, request.ToLocation))
                .ToListAsync(cancellationToken);
        }
        catch (ObjectStoreException failure)
        {
            return Write(output, Failed(failure), json => json.WriteString("error", failure.Message));
        }
        var answer = new TransferAnswer(plan, _names.Tell)
        {
            LocalPath = request.ToLocation ?? Path.Join(Environment.CurrentDirectory, _names.Take(from).Last()),
            HasWorkingDirectory = true,
        };
        await answer.FollowAsync(
            new ObjectTransfers(_store, _options).GetAsync(plan, cancellationToken), progress);
        return Write(output, plan.Count == 0 ? Nothing(from, request.Substring) : answer.Result, answer.Write);
    }

    private async Task<PfStorageResult> RemoveAsync(
        PfStorageRequest request, Stream output, CancellationToken cancellationToken)
    {
        if (_names.Take(request.Path).Any(prefix => prefix.Length == 0))
        {
            var refused = new PfStorageResult(
                $"'{request.Path}' is all that there is: rmtree does not remove that", TransferFailure.BadName);
            return Write(output, refused, json => json.WriteString("error", refused.Error));
        }
        var gone = new List<string>();
        var result = default(PfStorageResult);
        try
        {
            var tree = _names.ListAsync(request.Path, request.Substring, cancellationToken)
                .Where(found => IsBelow(found.Object.Name, found.Prefix))
                .Select(found => found.Object);
            await _store.DeleteAllAsync(tree, gone.Add, cancellationToken);
            result = gone.Count > 0 ? default : new PfStorageResult(
                $"there is no object '{request.Path}' in {_store.Location}, nor one below it"
                    + (request.Substring.Length > 0 ? $", that has '{request.Substring}' in its name" : ""));
        }
        catch (ObjectStoreException failure)
        {
            result = gone.Count > 0 ? new PfStorageResult(failure.Message) : Failed(failure);
        }
        gone.Sort(StringComparer.Ordinal);
        return Write(output, result, json =>
        {
            WriteList(json, "dellist", gone.Select(_names.Tell));
            if (result.Failure is not null || (result.Error is not null && gone.Count > 0))
                json.WriteString("error", result.Error);
        });
    }

    private async Task<PfStorageResult> ExistsAsync(
        PfStorageRequest request, Stream output, CancellationToken cancellationToken)
    {
        var name = _names.Take(request.Path).First();
        try
        {
            StoredObject? found = null;
            foreach (var taken in _names.Take(request.Path))
                found ??= ObjectName.Of(taken).Length == 0 ? null : await _store.FindAsync(taken, cancellationToken);
            var result = found is not null ? default
                : new PfStorageResult($"there is no object '{_names.Tell(name)}' in {_store.Location}");
            return Write(output, result, json =>
            {
                json.WriteBoolean("objExists", found is not null);
                json.WriteString("path", _names.Tell(found?.Name ?? name));
            });
        }
        catch (ObjectStoreException failure)
        {
            return Write(output, Failed(failure), json => json.WriteString("error", failure.Message));
        }
    }

    /// <summary>Whether it is in the tree: <c>org10</c> is not in that of <c>org1</c>.</summary>
    private static bool IsBelow(string name, string prefix)
        => name.Length == prefix.Length || prefix.EndsWith('/') || name[prefix.Length] == '/';

    private static PfStorageResult Failed(ObjectStoreException failure)
        => new(failure.Message, TransferFault.Of(failure).Failure);

    private PfStorageResult Nothing(string path, string substring) => new(
        $"there is no object in {_store.Location}"
            + (path.Length > 0 ? $" whose name begins with '{path}'" : "")
            + (substring.Length > 0 ? $"{(path.Length > 0 ? " and" : " that")} has '{substring}' in it" : ""));

    private void WriteObjects(Utf8JsonWriter json, List<StoredObject> found, IReadOnlyList<string> spec)
    {
        json.WriteStartArray();
        foreach (var (number, stored) in found.Index())
        {
            if (number % FlushAfter == FlushAfter - 1)
                json.Flush();
            json.WriteStartObject();
            foreach (var name in spec)
            {
                switch (name)
                {
                    case "name":
                        json.WriteString(name, _names.Tell(stored.Name));
                        break;
                    case "bytes":
                        json.WriteNumber(name, stored.Length);
                        break;
                    case "hash":
                        json.WriteString(name, stored.Checksum);
                        break;
                    case "last_modified":
                        // As Swift writes it: without a zone, in that of Greenwich.
                        json.WriteString(name, stored.ModifiedAt?.UtcDateTime.ToString(
                            "yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture));
                        break;
                    default:
                        json.WriteString(name, stored.ContentType);
                        break;
                }
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteAll(Utf8JsonWriter json, List<StoredObject> found)
    {
        json.WriteStartObject();
        json.WriteBoolean("status", found.Count > 0);
        json.WritePropertyName("listDict_obj");
        WriteObjects(json, found, PfStorageRequest.ReturnNames);
        WriteList(json, "list_ls", found.Select(stored => _names.Tell(stored.Name)));
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var (number, text) in texts.Index())
        {
            if (number % FlushAfter == FlushAfter - 1)
                json.Flush();
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }

    private static PfStorageResult Write(Stream output, PfStorageResult result, Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(output, PyJson.Options);
        json.WriteStartObject();
        json.WriteBoolean("status", result.Succeeded);
        write(json);
        json.WriteEndObject();
        return result;
    }
}
