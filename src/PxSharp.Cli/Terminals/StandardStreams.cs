using System.Runtime.InteropServices;

namespace PxSharp.Cli.Terminals;

/// <summary>Sees to it that the first three descriptors are open, before anything else opens a file.</summary>
internal static class StandardStreams
{
    private const int GetDescriptorFlags = 1;
    private const int LastOfThem = 2;

    /// <summary>
    /// Puts the null device where standard input, output or error is closed: otherwise the next file that is opened,
    /// the tracking database say, would get that number, and with it what is written for people.
    /// </summary>
    public static void OpenWhatIsClosed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        for (var descriptor = 0; descriptor <= LastOfThem; descriptor++)
        {
            if (ControlDescriptor(descriptor, GetDescriptorFlags) == -1)
            {
                // The lowest free number is taken. The handle is never disposed: it stays open with the process.
                var handle = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
                handle.SetHandleAsInvalid();
            }
        }
    }

    // Without a third argument it does not matter that the function takes a variable number of them.
    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int ControlDescriptor(int descriptor, int command);
}
