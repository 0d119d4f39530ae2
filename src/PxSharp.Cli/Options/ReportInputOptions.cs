using System.CommandLine;
using System.Text;
using System.Text.Json;
using PxSharp.Cli.Failures;
using PxSharp.Query;

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

    /// <summary>What the query found.</summary>
    /// <exception cref="CommandFailedException">The input is none, broken, or tells of a failure.</exception>
    public FindReport ReadFound(Invocation invocation)
    {
        var found = Parse(Read(invocation));
        return found.Error is null
            ? found
            : throw new CommandFailedException(
                ExitCode.BadData, $"the input tells of a query that failed: {found.Error.Trim()}");
    }

    /// <summary>The JSON of <c>px find</c>.</summary>
    public static FindReport Parse(byte[] bytes)
    {
        if (bytes.AsSpan().Trim("\uFEFF \t\r\n"u8).IsEmpty)
        {
            throw new CommandFailedException(
                ExitCode.BadData, "the input is empty; it must be what px find --json prints");
        }

        try
        {
            return FindJson.Read(bytes);
        }
        catch (JsonException exception)
        {
            throw new CommandFailedException(ExitCode.BadData, exception.LineNumber is null
                ? Failure.Plain(exception)
                : $"the input is broken JSON: {Failure.Plain(exception)}");
        }
    }
}
