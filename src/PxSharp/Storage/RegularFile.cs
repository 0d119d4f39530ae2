using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using PxSharp.Dicom;

namespace PxSharp.Storage;

/// <summary>Opens files whose names were found in a directory, where anything may lie.</summary>
/// <remarks>Opening a pipe waits for whoever writes into it, perhaps for ever; a device may have no end.</remarks>
internal static partial class RegularFile
{
    /// <summary>How many bytes <see cref="TryStatus"/> fills.</summary>
    public const int StatusLength = 256;

    private const int CurrentDirectory = -100;
    private const uint BasicStatus = 0x7ff;
    private const int KindMask = 0xF000;
    private const int RegularKind = 0x8000;

    /// <summary>Opens it for reading.</summary>
    /// <exception cref="DicomFormatException">It is a pipe, a socket or a device.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle OpenRead(string path)
    {
        Span<byte> status = stackalloc byte[StatusLength];
        if (TryStatus(path, status)
            && (BinaryPrimitives.ReadUInt16LittleEndian(status[28..]) & KindMask) != RegularKind)
        {
            throw new DicomFormatException("it is no file, but a pipe, a socket or a device");
        }
        // .NET has no way to name such a file: what it shows is not what the directory has.
        if (path.Contains('\uFFFD') && !File.Exists(path))
            throw new FileNotFoundException("its name is not UTF-8, so it cannot be opened; rename it", path);
        return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Why it cannot be read, in plain words.</summary>
    public static string Describe(string path, Exception exception) =>
        exception is FileNotFoundException or DirectoryNotFoundException && new FileInfo(path).LinkTarget is { } target
            ? $"it is a symbolic link to {target}, which is not there"
            : exception.Message;

    /// <summary>
    /// What statx(2) says of a path, links followed; false where there is no such call or no such file.
    /// </summary>
    public static bool TryStatus(string path, Span<byte> status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status.Length, StatusLength);
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            return Statx(CurrentDirectory, path, 0, BasicStatus, ref MemoryMarshal.GetReference(status)) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, ref byte status);
}
