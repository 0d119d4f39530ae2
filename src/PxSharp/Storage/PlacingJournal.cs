using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PxSharp.Storage;

/// <summary>
/// Which instances get their final name just now. A process that is killed between the name and the record leaves a
/// whole file that nobody knows of: the next one finds it by what stands here.
/// </summary>
/// <remarks>
/// A slot for each instance at once, used again and never cleared: the file stays as small as it is, and a note costs
/// one write that nobody waits for. What stood here is but a hint: a recorded instance needs nothing.
/// </remarks>
internal sealed class PlacingJournal : IDisposable
{
    private const int SlotLength = 4608;
    private const int MostSlots = 4096;

    private readonly ConcurrentBag<int> _free = [];
    private volatile Lazy<SafeFileHandle?> _file;
    private int _slots;

    public PlacingJournal(string path) => _file = new Lazy<SafeFileHandle?>(() => Open(path));

    /// <summary>Goes on in a new file, as somebody removed the old one. Slots stay whose they are.</summary>
    /// <remarks>The old file is closed when nobody writes into it any more.</remarks>
    public void Renew(string path) => _file = new Lazy<SafeFileHandle?>(() => Open(path));

    /// <summary>Notes an instance; the slot is its own until it is given back.</summary>
    /// <param name="sopInstanceUID">Which instance.</param>
    /// <param name="relativePath">Where it should lie.</param>
    /// <returns>The slot; -1 when there is none.</returns>
    public int Note(string sopInstanceUID, string relativePath)
    {
        if (_file.Value is not { } file)
            return -1;
        var text = Encoding.UTF8.GetBytes($"\0\0\0\0{sopInstanceUID}\n{relativePath}");
        if (text.Length > SlotLength)
            return -1;
        if (!_free.TryTake(out var slot))
        {
            slot = Interlocked.Increment(ref _slots) - 1;
            if (slot >= MostSlots)
                return -1;
        }
        BinaryPrimitives.WriteInt32LittleEndian(text, text.Length - 4);
        try
        {
            RandomAccess.Write(file, text, (long)slot * SlotLength);
        }
        catch (IOException)
        {
            // Where the disk is full, the instance itself will say so.
        }
        return slot;
    }

    /// <summary>Gives a slot back.</summary>
    public void Release(int slot)
    {
        if (slot >= 0)
            _free.Add(slot);
    }

    /// <summary>What stands in the journal of a process that is gone.</summary>
    public static IReadOnlyList<(string SOPInstanceUID, string RelativePath)> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var noted = new List<(string, string)>();
        for (var at = 0; at + 4 <= bytes.Length; at += SlotLength)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
            if (length is <= 0 or > SlotLength - 4 || at + 4 + length > bytes.Length)
                continue;
            if (Encoding.UTF8.GetString(bytes, at + 4, length).Split('\n') is [var uid, var relativePath])
                noted.Add((uid, relativePath));
        }
        return noted;
    }

    public void Dispose()
    {
        if (_file.IsValueCreated)
            _file.Value?.Dispose();
    }

    private static SafeFileHandle? Open(string path)
    {
        try
        {
            return File.OpenHandle(
                path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
