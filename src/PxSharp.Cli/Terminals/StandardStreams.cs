using System.Runtime.InteropServices;

namespace PxSharp.Cli.Terminals;

/// <summary>Tells whether whoever started this process gave it standard input, output and error.</summary>
/// <remarks>
/// Where one was closed, a file of our own has its number by now, the tracking database perhaps: nothing may be read
/// or written there that is meant for people.
/// </remarks>
internal static class StandardStreams
{
    public const int Input = 0;
    public const int Output = 1;
    public const int Error = 2;

    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;

    /// <summary>Whether the descriptor came with the process.</summary>
    /// <remarks>
    /// What came through exec has no close-on-exec flag; whatever the runtime opens has it. A closed one gives -1.
    /// </remarks>
    public static bool WasGiven(int descriptor) => OperatingSystem.IsWindows()
        || (ControlDescriptor(descriptor, GetDescriptorFlags) & CloseOnExec) == 0;

    // Without a third argument it does not matter that the function takes a variable number of them.
    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int ControlDescriptor(int descriptor, int command);
}
