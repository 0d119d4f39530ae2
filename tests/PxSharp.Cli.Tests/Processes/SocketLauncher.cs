using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PxSharp.Cli.Tests.Processes;

/// <summary>Starts a program with a socket under the descriptors that it expects, as xinetd and systemd do.</summary>
internal sealed class SocketLauncher : IDisposable
{
    private const int Terminate = 15;
    private const int Kill = 9;

    /// <summary>More than posix_spawn_file_actions_t has on any Linux.</summary>
    private const int ActionsSize = 512;

    private readonly int _process;
    private readonly Task<int> _ended;

    private SocketLauncher(int process)
    {
        _process = process;
        _ended = Task.Factory.StartNew(
            Wait, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Runs px by a shell, which knows where to write: <c>"exec \"$@\" &gt;out"</c>.</summary>
    /// <param name="socket">The socket to hand over; stays the caller's.</param>
    /// <param name="descriptors">The numbers that it gets in the new process.</param>
    /// <param name="script">A line for /bin/sh; "$@" starts px with the arguments.</param>
    /// <param name="arguments">The words after px.</param>
    public static SocketLauncher Start(
        Socket socket, IReadOnlyList<int> descriptors, string script, params IReadOnlyList<string> arguments)
    {
        string?[] words = ["sh", "-c", script, "sh", PxProgram.Host, PxProgram.Assembly, .. arguments, null];
        string?[] environment =
        [
            .. from System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables()
               select $"{variable.Key}={variable.Value}",
            null,
        ];
        var actions = Marshal.AllocHGlobal(ActionsSize);
        try
        {
            Check(InitialiseActions(actions));
            foreach (var descriptor in descriptors)
            {
                Check(AddDuplicate(actions, (int)socket.Handle, descriptor));
            }

            Check(Spawn(out var process, "/bin/sh", actions, 0, words, environment));
            Check(DestroyActions(actions));
            return new SocketLauncher(process);
        }
        finally
        {
            Marshal.FreeHGlobal(actions);
        }
    }

    /// <summary>Its exit code, when it has ended by itself.</summary>
    public Task<int> EndedAsync() => _ended.WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>Asks it to end, as systemd does, and gives its exit code.</summary>
    public Task<int> StopAsync()
    {
        Check(Signal(_process, Terminate));
        return EndedAsync();
    }

    public void Dispose()
    {
        if (!_ended.IsCompleted)
        {
            _ = Signal(_process, Kill);
        }
    }

    private int Wait()
    {
        Check(WaitFor(_process, out var status, 0) == _process ? 0 : -1);
        return (status & 0x7f) == 0 ? (status >> 8) & 0xff : -(status & 0x7f);
    }

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw new InvalidOperationException($"the process could not be started or reached: {result}");
        }
    }

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static extern int InitialiseActions(nint actions);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static extern int AddDuplicate(nint actions, int from, int to);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static extern int DestroyActions(nint actions);

    [DllImport("libc", EntryPoint = "posix_spawn", CharSet = CharSet.Ansi, BestFitMapping = false)]
    private static extern int Spawn(
        out int process, string path, nint actions, nint attributes, string?[] words, string?[] environment);

    [DllImport("libc", EntryPoint = "waitpid")]
    private static extern int WaitFor(int process, out int status, int options);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
