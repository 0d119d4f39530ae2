using System.Globalization;

namespace PxSharp.Cli.Drawing;

/// <summary>How fast bytes move, and how long the rest of them will take.</summary>
internal sealed class ByteRate(TimeProvider clock)
{
    /// <summary>The rate is that of the last seconds: what went before tells less of what will come.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Queue<(long At, long Bytes)> _samples = [];
    private long _moved;

    /// <summary>So many bytes were moved just now.</summary>
    public void Add(long bytes)
    {
        _moved += bytes;
        _samples.Enqueue((clock.GetTimestamp(), _moved));
        while (_samples.Count > 2 && clock.GetElapsedTime(_samples.Peek().At) > Window)
        {
            _samples.Dequeue();
        }
    }

    /// <summary>"31 MB/s, 0:15 left"; null when it is too early to tell.</summary>
    public string? Describe(long bytesLeft)
    {
        if (PerSecond() is not { } rate)
        {
            return null;
        }

        var left = TimeSpan.FromSeconds(Math.Min(bytesLeft / rate, TimeSpan.FromDays(30).TotalSeconds));
        return $"{ShownValue.Size((long)rate)}/s, {Clock(left)} left";
    }

    /// <summary>"0:15", "12:05", "3:20:00".</summary>
    internal static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}")
        : time.ToString("m\\:ss", CultureInfo.InvariantCulture);

    private double? PerSecond()
    {
        if (_samples.Count < 2)
        {
            return null;
        }

        var (at, bytes) = _samples.Peek();
        var seconds = clock.GetElapsedTime(at).TotalSeconds;
        return seconds > 0.2 && _moved > bytes ? (_moved - bytes) / seconds : null;
    }
}
