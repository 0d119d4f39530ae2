using PxSharp.Cli.Drawing;
using PxSharp.Push;

namespace PxSharp.Cli.Pushing;

/// <summary>How far a push is, how fast, and how long it will take.</summary>
internal sealed class PushRate(TimeProvider clock)
{
    private readonly ByteRate _rate = new(clock);
    private long _files;
    private long _bytes;
    private long _filesDone;
    private long _bytesDone;

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
        return _rate.Describe(_bytes - _bytesDone) is { } rate ? $"{text}, {rate}" : text;
    }

    private void Done(long bytes, bool isSent)
    {
        _filesDone++;
        _bytesDone += bytes;
        Sent += isSent ? 1 : 0;
        _rate.Add(isSent ? bytes : 0);
    }
}
