using System.Globalization;
using System.Text;
using PxSharp.Cli.Terminals;
using PxSharp.Repack;

namespace PxSharp.Cli.Repacking;

/// <summary>pypx's <c>--debug</c>: a line for each source in a file of the log directory.</summary>
internal sealed class RepackLog : IDisposable
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "px-repack.log";

    private readonly FileStream _file;

    public RepackLog(string logDirectory)
    {
        Directory.CreateDirectory(logDirectory);
        // Several processes may write: each line goes out in one piece.
        var path = Path.Combine(logDirectory, FileName);
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    }

    public void Write(RepackEvent happened)
    {
        var what = happened switch
        {
            FileRepacked filed => $"{filed.Outcome} {filed.Instance.RelativePath}"
                + (filed.IsSourceRemoved ? ", source removed" : ""),
            FileLeftAlone left => $"left alone ({left.Reason}): {left.Message}",
            _ => "",
        };
        var line = string.Create(
            CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ} {happened.Source}: {what}");
        _file.Write(Encoding.UTF8.GetBytes(VisibleText.Of(line) + "\n"));
    }

    public void Dispose() => _file.Dispose();
}
