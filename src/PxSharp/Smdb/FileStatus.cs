using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json.Nodes;
using PxSharp.Storage;

namespace PxSharp.Smdb;

/// <summary>What the file system says of a file, in pypx's words: those of stat(2).</summary>
internal static class FileStatus
{
    /// <summary><c>{atime, blksize, ..., uid, FSlocation}</c>; only the last when there is no such file.</summary>
    public static JsonObject Of(string path)
    {
        var status = OfLinux(path) ?? OfAny(path);
        status["FSlocation"] = path;
        return status;
    }

    private static JsonObject? OfLinux(string path)
    {
        Span<byte> status = stackalloc byte[RegularFile.StatusLength];
        return !RegularFile.TryStatus(path, status) ? null : new JsonObject
        {
            ["atime"] = Time(status[64..]),
            ["blksize"] = BinaryPrimitives.ReadUInt32LittleEndian(status[4..]),
            ["blocks"] = BinaryPrimitives.ReadInt64LittleEndian(status[48..]),
            ["ctime"] = Time(status[96..]),
            ["dev"] = Device(status[136..]),
            ["gid"] = BinaryPrimitives.ReadUInt32LittleEndian(status[24..]),
            ["ino"] = BinaryPrimitives.ReadInt64LittleEndian(status[32..]),
            ["mode"] = BinaryPrimitives.ReadUInt16LittleEndian(status[28..]),
            ["mtime"] = Time(status[112..]),
            ["nlink"] = BinaryPrimitives.ReadUInt32LittleEndian(status[16..]),
            ["rdev"] = Device(status[128..]),
            ["size"] = BinaryPrimitives.ReadInt64LittleEndian(status[40..]),
            ["uid"] = BinaryPrimitives.ReadUInt32LittleEndian(status[20..]),
        };
    }

    private static JsonObject OfAny(string path)
    {
        var file = new FileInfo(path);
        return !file.Exists ? [] : new JsonObject
        {
            ["atime"] = Text(file.LastAccessTime),
            ["mtime"] = Text(file.LastWriteTime),
            ["size"] = file.Length,
        };
    }

    private static string Time(ReadOnlySpan<byte> time)
    {
        var seconds = BinaryPrimitives.ReadInt64LittleEndian(time);
        var nanoseconds = BinaryPrimitives.ReadUInt32LittleEndian(time[8..]);
        return Text(DateTimeOffset.UnixEpoch.AddSeconds(seconds).AddTicks(nanoseconds / 100).LocalDateTime);
    }

    private static string Text(DateTime time) =>
        time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary>Major and minor number in one, as glibc's <c>makedev</c> has it.</summary>
    private static long Device(ReadOnlySpan<byte> numbers)
    {
        long major = BinaryPrimitives.ReadUInt32LittleEndian(numbers);
        long minor = BinaryPrimitives.ReadUInt32LittleEndian(numbers[4..]);
        return ((major & 0xfff) << 8) | ((major & ~0xfffL) << 32) | (minor & 0xff) | ((minor & ~0xffL) << 12);
    }
}
