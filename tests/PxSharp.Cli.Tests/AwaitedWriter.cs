using System.Text;

namespace PxSharp.Cli.Tests;

/// <summary>Keeps what is written, and lets a test wait for a line.</summary>
internal sealed class AwaitedWriter : TextWriter
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<(Func<string, bool> IsIt, TaskCompletionSource<string> Found)> _awaited = [];

    public override Encoding Encoding => Encoding.UTF8;

    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>The first line, past or to come, that is the one.</summary>
    public Task<string> LineAsync(Func<string, bool> isIt)
    {
        lock (_lock)
        {
            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((isIt, found));
            Look();
            return found.Task;
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_lock)
        {
            _text.Append(value);
            Look();
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    private void Look()
    {
        var lines = _text.ToString().Split('\n')[..^1];
        foreach (var (isIt, found) in _awaited)
        {
            if (Array.Find(lines, line => isIt(line)) is { } line)
            {
                found.TrySetResult(line);
            }
        }
    }
}
