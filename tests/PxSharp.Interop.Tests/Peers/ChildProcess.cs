using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PxSharp.Interop.Tests.Peers;

/// <summary>A program that runs beside the tests and never outlives them.</summary>
/// <remarks>
/// It is killed on dispose, and by the kernel when the test process itself is killed (setpriv --pdeathsig).
/// That signal comes when the thread that started the child ends, so one thread, which never ends, starts them all.
/// </remarks>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

    private ChildProcess(Process process, string name)
    {
        _process = process;
        Name = name;
    }

    public string Name { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote to standard output so far.</summary>
    public string StandardOutput => Read(_output);

    /// <summary>What it wrote so far, errors last.</summary>
    public string Output => Read(_output) + Read(_errors);

    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        string[] guard = Programs.Find("setpriv") is { } setpriv ? [setpriv, "--pdeathsig", "KILL", "--"] : [];
        string[] command = [.. guard, Programs.Find(program) ?? program, .. arguments];
        start.FileName = command[0];
        foreach (var argument in command.AsSpan(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var child = new ChildProcess(process, Path.GetFileName(program));
        process.OutputDataReceived += (_, line) => child.Append(child._output, line.Data);
        process.ErrorDataReceived += (_, line) => child.Append(child._errors, line.Data);
        process.Exited += (_, _) => child.FailAwaited();
        StarterThread.Run(process.Start);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>
    /// Waits until it has written a line with this text; fails when it exits before, or takes too long.
    /// </summary>
    public async Task WaitForOutputAsync(string text, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _awaited.Add((text, seen));
            if (Contains(_output, text) || Contains(_errors, text))
            {
                seen.TrySetResult();
            }
        }

        if (_process.HasExited)
        {
            FailAwaited();
        }

        try
        {
            await seen.Task.WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException(
                $"{Name} did not write \"{text}\" in {timeout.TotalSeconds} s:\n{Output}");
        }
    }

    /// <summary>Waits until it takes connections, for a program that does not say when it is ready.</summary>
    public async Task WaitForPortAsync(int port)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timer.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            Assert.False(_process.HasExited, $"{Name} ended at once:\n{Output}");
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port, timer.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), timer.Token);
            }
        }
    }

    /// <summary>
    /// Waits until it has ended; what it wrote is then complete. It is killed when it takes too long.
    /// </summary>
    public async Task<int> WaitForExitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(timeout);
        try
        {
            await _process.WaitForExitAsync(timer.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Kill();
            throw new InvalidOperationException($"{Name} did not end in {timeout.TotalSeconds} s:\n{Output}");
        }
    }

    /// <summary>SIGKILL, to it and to what it started.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static bool Contains(StringBuilder builder, string text) =>
        builder.ToString().Contains(text, StringComparison.Ordinal);

    private string Read(StringBuilder builder)
    {
        lock (_lock)
        {
            return builder.ToString();
        }
    }

    private void Append(StringBuilder builder, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            builder.Append(line).Append('\n');
            foreach (var (text, seen) in _awaited)
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    seen.TrySetResult();
                }
            }
        }
    }

    private void FailAwaited()
    {
        lock (_lock)
        {
            foreach (var (text, seen) in _awaited)
            {
                seen.TrySetException(new InvalidOperationException(
                    $"{Name} ended before it wrote \"{text}\":\n{_output}{_errors}"));
            }
        }
    }
}
