using System.Runtime.InteropServices;

namespace PxSharp.Storage;

/// <summary>
/// What POSIX offers and .NET does not: syncing a directory, a rename that takes no name from another.
/// </summary>
internal static partial class Native
{
    private const int NotPermitted = 1;
    private const int Interrupted = 4;
    private const int FileExists = 17;
    private const int CrossDevice = 18;
    private const int InvalidArgument = 22;
    private const int TooManyLinks = 31;

    private const int CurrentDirectory = -100;
    private const uint LinuxRenameNoReplace = 1;
    private const uint AppleRenameExclusive = 4;

    private static volatile bool s_hasNoRename;

    /// <summary>
    /// Syncs a directory, so that names made in it last. Does nothing on Windows, which does it by itself.
    /// </summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void SyncDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(path, OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000);
        if (descriptor < 0)
            throw LastError("cannot open the directory", path);
        try
        {
            int result;
            do
            {
                result = FSync(descriptor);
            }
            while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);
            // Some file systems cannot sync a directory, and say so; then there is nothing to wait for.
            if (result < 0 && Marshal.GetLastPInvokeError() != InvalidArgument && !IsNotSupported())
                throw LastError("cannot sync the directory", path);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>
    /// Renames a file to a name that nobody has; false when somebody has it. Atomic, also between processes.
    /// </summary>
    /// <exception cref="IOException">There is no such directory, or the disk failed.</exception>
    public static bool TryRename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
            return TryMove(from, to);
        if (!s_hasNoRename)
        {
            try
            {
                var result = OperatingSystem.IsMacOS()
                    ? RenameExclusive(from, to, AppleRenameExclusive)
                    : RenameAt2(CurrentDirectory, from, CurrentDirectory, to, LinuxRenameNoReplace);
                if (result == 0)
                    return true;
                var error = Marshal.GetLastPInvokeError();
                if (error == FileExists)
                    return false;
                if (error != InvalidArgument && !IsNotSupported())
                    throw LastError("cannot rename a file to", to);
                // NFS and others do not have it.
            }
            catch (EntryPointNotFoundException)
            {
                s_hasNoRename = true;
            }
        }
        if (!TryLink(from, to))
            return false;
        File.Delete(from);
        return true;
    }

    /// <summary>Gives a file a second name that nobody has; false when somebody has it.</summary>
    /// <remarks>Where there are no links, the second name gets a copy.</remarks>
    /// <exception cref="IOException">There is no such directory, or the disk failed.</exception>
    public static bool TryLink(string existing, string name)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(existing, name) == 0)
                return true;
            var error = Marshal.GetLastPInvokeError();
            if (error == FileExists)
                return false;
            if (error is not (NotPermitted or CrossDevice or TooManyLinks) && !IsNotSupported())
                throw LastError("cannot make the name", name);
        }
        if (File.Exists(name))
            return false;
        // Copied beside it first: a name must never stand for half a file.
        var part = name + ".part";
        File.Copy(existing, part, overwrite: true);
        using (var handle = File.OpenHandle(part, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(handle);
        return TryMove(part, name);
    }

    private static bool TryMove(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(to))
        {
            return false;
        }
    }

    /// <summary>ENOSYS, ENOTSUP, EOPNOTSUPP: 38 and 95 on Linux; 78, 45 and 102 on macOS.</summary>
    private static bool IsNotSupported() => OperatingSystem.IsMacOS()
        ? Marshal.GetLastPInvokeError() is 78 or 45 or 102
        : Marshal.GetLastPInvokeError() is 38 or 95;

    private static IOException LastError(string what, string path)
        => new($"{what} {path}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int fromDirectory, string from, int toDirectory, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "renamex_np", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameExclusive(string from, string to, uint flags);
}
