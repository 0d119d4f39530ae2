using System.Buffers;
using System.Runtime.CompilerServices;
using PxSharp.Paths;
using PxSharp.Storage;

namespace PxSharp.ObjectStores;

/// <summary>Objects as files under a directory, such as a mounted file system: pypx's <c>fs</c>.</summary>
/// <remarks>
/// An object is written beside its place, synced, and renamed, so that it and its name survive the loss of power once
/// <see cref="PutAsync"/> has returned. No name leads out of the directory, not through a symbolic link either. A name
/// cannot be that of an object and, with more parts after it, that of others too.
/// </remarks>
public sealed class FileObjectStore : IObjectStore
{
    private const int BufferLength = 256 * 1024;

    private static readonly SearchValues<char> ForbiddenOnWindows = SearchValues.Create("\\:*?\"<>|");

    private readonly SemaphoreSlim _places;
    private readonly DirectoryMaker _directories;
    private readonly Durability _durability;
    private readonly Lock _opening = new();
    private IncomingDirectory? _incoming;

    /// <summary>Opens a store; makes the directory when it is not there.</summary>
    /// <param name="root">The directory that all objects are under: the <c>storepath</c> of a storage key.</param>
    /// <param name="options">How much at once; the defaults when null.</param>
    /// <param name="durability">What an object survives that has been put.</param>
    /// <param name="mustExist">
    /// Whether the directory must be there already: then nothing is written before an object is put.
    /// </param>
    /// <exception cref="ObjectStoreException">The directory cannot be made or written, or is not there.</exception>
    public FileObjectStore(
        string root,
        ObjectStoreOptions? options = null,
        Durability durability = Durability.Disk,
        bool mustExist = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _durability = durability;
        _places = new SemaphoreSlim((options ?? new ObjectStoreOptions()).Checked().Parallelism);
        _directories = new DirectoryMaker(Root, durability);
        if (mustExist)
        {
            if (!Directory.Exists(Root))
                throw new ObjectStoreException(ObjectStoreFailure.NotFound, $"there is no directory {Root}");
            return;
        }
        try
        {
            _directories.Ensure("");
            Incoming();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed("cannot be used", exception);
        }
    }

    /// <summary>The directory that all objects are under, as a full path.</summary>
    public string Root { get; }

    /// <inheritdoc/>
    public string Location => "file://" + Root;

    /// <summary>The full path of the file of an object.</summary>
    /// <exception cref="ObjectStoreException">No object can have that name here.</exception>
    public string PathOf(string name)
    {
        ObjectName.Check(name);
        var first = name.AsSpan(0, name.IndexOf('/', StringComparison.Ordinal) is >= 0 and var end ? end : name.Length);
        if (first.Equals(PathComponent.Incoming, StringComparison.OrdinalIgnoreCase)
            || !CanBePath(name))
        {
            throw new ObjectStoreException(
                ObjectStoreFailure.BadName, $"an object in {Root} cannot have the name '{name}'");
        }
        var path = Path.Combine(Root, name);
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = name.IndexOf('/', slash + 1))
            RefuseLink(name, Path.Combine(Root, name[..slash]));
        return path;
    }

    /// <summary>Whether the parts of a good name can be those of a path on this system.</summary>
    internal static bool CanBePath(string name)
        => !OperatingSystem.IsWindows() || !name.AsSpan().ContainsAny(ForbiddenOnWindows);

    /// <inheritdoc/>
    public ValueTask<StoredObject> PutAsync(
        string name, ObjectContent content, CancellationToken cancellationToken = default)
        => StoreAsync(name, content, replaces: true, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredObject> PutNewAsync(
        string name, ObjectContent content, CancellationToken cancellationToken = default)
        => StoreAsync(name, content, replaces: false, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredObject?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            var file = new FileInfo(PathOf(name));
            return ValueTask.FromResult(file.Exists && !IsLink(file) ? Describe(name, file) : null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed($"cannot look at '{name}'", exception);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        await Task.CompletedTask;
        var slash = prefix.LastIndexOf('/');
        var above = slash < 0 ? "" : prefix[..slash];
        if (above.Length > 0 && ObjectName.FaultOf(above) is not null)
            yield break;
        foreach (var found in Walk(above, slash < 0 ? prefix : prefix[(slash + 1)..]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return found;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoredObject> GetAsync(
        string name, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var path = PathOf(name);
        await _places.WaitAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            if (IsLink(new FileInfo(path)))
                throw NotFound(name);
            using var hash = ObjectChecksum.Create();
            using var file = Open(name, path);
            var length = 0L;
            int count;
            while ((count = Read(name, file, buffer, length)) > 0)
            {
                hash.AppendData(buffer, 0, count);
                await destination.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                length += count;
            }
            return new StoredObject(name, length, ObjectChecksum.TextOf(hash), File.GetLastWriteTimeUtc(path));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _places.Release();
        }
    }

    /// <inheritdoc/>
    /// <remarks>Directories that are empty then stay: another process may be about to use them.</remarks>
    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        try
        {
            if (!File.Exists(path))
                return ValueTask.FromResult(false);
            File.Delete(path);
            if (_durability == Durability.Disk)
                Native.SyncDirectory(Path.GetDirectoryName(path)!);
            return ValueTask.FromResult(true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed($"cannot delete '{name}'", exception);
        }
    }

    /// <summary>Removes what was not finished.</summary>
    public ValueTask DisposeAsync()
    {
        _incoming?.Dispose();
        _places.Dispose();
        return ValueTask.CompletedTask;
    }

    private IncomingDirectory Incoming()
    {
        lock (_opening)
            return _incoming ??= new IncomingDirectory(Path.Combine(Root, PathComponent.Incoming));
    }

    private async ValueTask<StoredObject> StoreAsync(
        string name, ObjectContent content, bool replaces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = PathOf(name);
        await _places.WaitAsync(cancellationToken);
        string? temporary = null;
        try
        {
            temporary = Incoming().NewName();
            var checksum = await WriteAsync(temporary, content, cancellationToken);
            Place(name, temporary, path, replaces);
            temporary = null;
            content.Remember(checksum);
            return new StoredObject(name, content.Length, checksum, File.GetLastWriteTimeUtc(path));
        }
        catch (IOException exception) when (!replaces && temporary is not null && File.Exists(path))
        {
            throw new ObjectStoreException(
                ObjectStoreFailure.Exists, $"{Root}: cannot store '{name}': there is an object of that name",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed($"cannot store '{name}'", exception);
        }
        finally
        {
            if (temporary is not null)
                File.Delete(temporary);
            _places.Release();
        }
    }

    private async Task<string> WriteAsync(string path, ObjectContent content, CancellationToken cancellationToken)
    {
        using var hash = ObjectChecksum.Create();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            await using var source = content.OpenToSend();
            using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            var length = 0L;
            int count;
            while ((count = await source.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, count);
                RandomAccess.Write(file, buffer.AsSpan(0, count), length);
                length += count;
            }
            if (_durability == Durability.Disk)
                RandomAccess.FlushToDisk(file);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return ObjectChecksum.TextOf(hash);
    }

    private void Place(string name, string temporary, string path, bool replaces)
    {
        var directory = name.LastIndexOf('/') is >= 0 and var slash ? name[..slash] : "";
        for (var isSecondTry = false; ; isSecondTry = true)
        {
            try
            {
                _directories.Ensure(directory);
                File.Move(temporary, path, replaces);
                break;
            }
            catch (IOException) when (!isSecondTry && !Directory.Exists(Path.Combine(Root, directory)))
            {
                // Somebody tidied up while we run.
                _directories.Forget();
            }
        }
        if (_durability == Durability.Disk)
            Native.SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Goes through a directory in the order of the names' bytes, as the other stores list.</summary>
    private IEnumerable<StoredObject> Walk(string directory, string prefix)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = new DirectoryInfo(Path.Combine(Root, directory)).GetFileSystemInfos();
        }
        catch (DirectoryNotFoundException)
        {
            yield break;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed($"cannot list '{directory}'", exception);
        }
        Array.Sort(entries, static (left, right) => string.CompareOrdinal(Key(left), Key(right)));
        foreach (var entry in entries)
        {
            var name = directory.Length == 0 ? entry.Name : $"{directory}/{entry.Name}";
            if (!entry.Name.StartsWith(prefix, StringComparison.Ordinal) || IsLink(entry)
                || name == PathComponent.Incoming)
            {
                continue;
            }
            if (entry is FileInfo file)
            {
                if (Describe(name, file) is { } found)
                    yield return found;
                continue;
            }
            foreach (var found in Walk(name, ""))
                yield return found;
        }
    }

    private static string Key(FileSystemInfo entry) => entry is DirectoryInfo ? entry.Name + "/" : entry.Name;

    private static bool IsLink(FileSystemInfo entry) => entry.LinkTarget is not null;

    private static StoredObject? Describe(string name, FileInfo file)
    {
        try
        {
            return new StoredObject(name, file.Length, null, file.LastWriteTimeUtc);
        }
        catch (FileNotFoundException)
        {
            // Gone since.
            return null;
        }
    }

    private void RefuseLink(string name, string directory)
    {
        if (new DirectoryInfo(directory).LinkTarget is null)
            return;
        throw new ObjectStoreException(
            ObjectStoreFailure.BadName,
            $"an object in {Root} cannot have the name '{name}': {directory} is a symbolic link");
    }

    private FileStream Open(string name, string path)
    {
        try
        {
            return new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0,
                FileOptions.SequentialScan);
        }
        catch (Exception exception) when (
            exception is FileNotFoundException or DirectoryNotFoundException || Directory.Exists(path))
        {
            throw NotFound(name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed($"cannot read '{name}'", exception);
        }
    }

    private int Read(string name, FileStream file, byte[] buffer, long offset)
    {
        try
        {
            return RandomAccess.Read(file.SafeFileHandle, buffer, offset);
        }
        catch (IOException exception)
        {
            throw Failed($"cannot read '{name}'", exception);
        }
    }

    private ObjectStoreException NotFound(string name)
        => new(ObjectStoreFailure.NotFound, $"{Root}: there is no object '{name}'");

    private ObjectStoreException Failed(string what, Exception exception)
    {
        var failure = exception switch
        {
            UnauthorizedAccessException => ObjectStoreFailure.Denied,
            IOException io when IsFull(io) => ObjectStoreFailure.Full,
            _ => ObjectStoreFailure.Other,
        };
        return new ObjectStoreException(failure, $"{Root}: {what}: {exception.Message}", exception);
    }

    // ENOSPC, EFBIG, and EDQUOT, which differs; on Windows the codes of a full disk, a file too large, a quota.
    internal static bool IsFull(IOException exception) => (exception.HResult & 0xFFFF) is var code
        && (OperatingSystem.IsWindows() ? code is 0x70 or 0x27 or 0x50F
            : code is 28 or 27 || code == (OperatingSystem.IsMacOS() ? 69 : 122));
}
