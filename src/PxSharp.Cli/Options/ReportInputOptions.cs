using System.CommandLine;
using System.Text;
using PxSharp.Cli.Failures;

namespace PxSharp.Cli.Options;

/// <summary>Where the JSON of <c>px find</c> comes from: an option, a file, or a pipe.</summary>
internal sealed class ReportInputOptions
{
    public Option<string?> Data { get; } = Make.Text("--reportData", "JSON", "the JSON itself");

    public Option<string?> DataFile { get; } = Make.Text(
        "--reportDataFile", "FILE", "a file that holds it (default: a pipe)");

    public OptionGroup Group => new("Input", DataFile, Data);

    /// <summary>The JSON text.</summary>
    public byte[] Read(Invocation invocation)
    {
        if (invocation.Text(Data) is { } json)
        {
            return Encoding.UTF8.GetBytes(json);
        }

        if (invocation.Text(DataFile) is { } path && path != "-")
        {
            return InputFile.Read(path, File.ReadAllBytes);
        }

        if (!invocation.Terminal.IsInputRedirected)
        {
            throw new UsageException("nothing to read: pipe px find --json into it, or give --reportDataFile FILE");
        }

        using var input = invocation.Terminal.OpenInput();
        using var content = new MemoryStream();
        input.CopyTo(content);
        return content.ToArray();
    }
}
