using System.Globalization;
using PxSharp.Cli.Drawing;
using PxSharp.Push;

namespace PxSharp.Cli.Pushing;

/// <summary>How far a push is, how fast, and how long it will take.</summary>
internal sealed class PushRate(TimeProvider clock)
{
    /// <summary>The rate is that of the last seconds: what went before tells less of what will come.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Queue<(long At, long Bytes)> _samples = [];
    private long _files;
    private long _bytes;
    private long _filesDone;
    private long _bytesDone;
    private long _bytesSent;

    /// <summary>Instances that were sent.</summary>
    public long Sent { get; private set; }

    public void Add(PushEvent happened)
    {
        switch (happened)
        {
            case PushPlanned planned:
                (_files, _bytes) = (planned.Files, planned.Bytes);
                break;
            case InstancePushed pushed:
                Done(pushed.Instance.Length, pushed.Outcome == PushOutcome.Sent);
                break;
            case InstanceNotPushed failed:
                Done(failed.Instance?.Length ?? 0, isSent: false);
                break;
        }
    }

    /// <summary>"118 of 1000 instances, 62 MB of 512 MB, 31 MB/s, 0:15 left".</summary>
    public string Describe()
    {
        var text = $"{_filesDone} of {_files} instances, {ShownValue.Size(_bytesDone)} of {ShownValue.Size(_bytes)}";
        if (Rate() is not { } rate)
        {
            return text;
        }

        var left = TimeSpan.FromSeconds(Math.Min((_bytes - _bytesDone) / rate, TimeSpan.FromDays(30).TotalSeconds));
        return $"{text}, {ShownValue.Size((long)rate)}/s, {Clock(left)} left";
    }

    /// <summary>"0:15", "12:05", "3:20:00".</summary>
    internal static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}")
        : time.ToString("m\\:ss", CultureInfo.InvariantCulture);

    private void Done(long bytes, bool isSent)
    {
        _filesDone++;
        _bytesDone += bytes;
        Sent += isSent ? 1 : 0;
        _bytesSent += isSent ? bytes : 0;
        _samples.Enqueue((clock.GetTimestamp(), _bytesSent));
        while (_samples.Count > 2 && clock.GetElapsedTime(_samples.Peek().At) > Window)
        {
            _samples.Dequeue();
        }
    }

    /// <summary>Bytes a second; null when it is too early to tell.</summary>
    private double? Rate()
    {
        if (_samples.Count < 2)
        {
            return null;
        }

        var (at, bytes) = _samples.Peek();
        var seconds = clock.GetElapsedTime(at).TotalSeconds;
        return seconds > 0.2 && _bytesSent > bytes ? (_bytesSent - bytes) / seconds : null;
    }
}
