using System.Globalization;
using System.Text;

namespace PxSharp.Cli.Receiving;

/// <summary>Appends lines to a file that many processes write to, each with the time and the process.</summary>
internal sealed class SharedLogWriter(string path) : TextWriter
{
    private const int Tries = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Only whole lines are written.</summary>
    public override void Write(char value) => throw new NotSupportedException("a log takes whole lines");

    public override void WriteLine(string? value)
    {
        var line = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{DateTime.Now:yyyy-MM-dd HH:mm:ss} [{Environment.ProcessId}] {value}\n"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var tries = 1; ; tries++)
        {
            try
            {
                // The file is locked while it is open, and the end is looked for under the lock.
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None, 1);
                file.Write(line);
                return;
            }
            catch (IOException) when (tries < Tries && File.Exists(path))
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
