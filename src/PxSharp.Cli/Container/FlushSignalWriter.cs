using System.Text;

namespace PxSharp.Cli.Container;

/// <summary>Hands on what is written, and tells when it was first flushed: something whole is said.</summary>
internal sealed class FlushSignalWriter(TextWriter inner) : TextWriter
{
    private readonly TaskCompletionSource _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the first flush.</summary>
    public Task Flushed => _flushed.Task;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(value);

    public override void Write(string? value) => inner.Write(value);

    public override void WriteLine(string? value) => inner.WriteLine(value);

    public override void Flush()
    {
        inner.Flush();
        _flushed.TrySetResult();
    }
}
