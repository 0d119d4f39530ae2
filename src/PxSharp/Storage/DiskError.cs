namespace PxSharp.Storage;

/// <summary>Tells what an I/O error means.</summary>
internal static class DiskError
{
    /// <summary>Whether there is no room: the disk is full, or the quota or the size limit is reached.</summary>
    public static bool IsFull(IOException exception)
    {
        var code = exception.HResult & 0xFFFF;
        if (OperatingSystem.IsWindows())
            return code is 0x70 or 0x27 or 0x50F;
        // ENOSPC, EFBIG, and EDQUOT, which differs.
        return code is 28 or 27 || code == (OperatingSystem.IsMacOS() ? 69 : 122);
    }
}
