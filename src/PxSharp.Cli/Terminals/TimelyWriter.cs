using System.Runtime.ExceptionServices;
using System.Text;

namespace PxSharp.Cli.Terminals;

/// <summary>
/// Passes on what is written in large pieces, yet nothing later than a moment after it was written: whoever reads a
/// pipe sees each line while the command goes on, and a thousand lines still cost one write.
/// </summary>
/// <remarks>Several threads may write. A write that fails in between is told by the next one.</remarks>
internal sealed class TimelyWriter : TextWriter
{
    /// <summary>What nobody takes for waiting.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly TextWriter _inner;
    private readonly ITimer _timer;
    private bool _isPending;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Writes to <paramref name="inner"/>, which keeps what it gets until it is flushed.</summary>
    public TimelyWriter(TextWriter inner, TimeProvider clock)
        : base(inner.FormatProvider)
    {
        _inner = inner;
        _timer = clock.CreateTimer(_ => FlushInTime(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        CoreNewLine = inner.NewLine.ToCharArray();
    }

    public override Encoding Encoding => _inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_lock)
        {
            Put(buffer);
        }
    }

    public override void WriteLine(string? value) => WriteLine(value.AsSpan());

    public override void WriteLine(ReadOnlySpan<char> buffer)
    {
        lock (_lock)
        {
            Put(buffer);
            Put(CoreNewLine);
        }
    }

    public override void Flush()
    {
        lock (_lock)
        {
            _failure?.Throw();
            _isPending = false;
            _inner.Flush();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _timer.Dispose();
            if (_failure is null)
            {
                Flush();
            }

            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Put(ReadOnlySpan<char> text)
    {
        _failure?.Throw();
        _inner.Write(text);
        if (!_isPending)
        {
            _isPending = true;
            _timer.Change(Delay, Timeout.InfiniteTimeSpan);
        }
    }

    private void FlushInTime()
    {
        lock (_lock)
        {
            if (!_isPending || _failure is not null)
            {
                return;
            }

            _isPending = false;
            try
            {
                _inner.Flush();
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }
}
