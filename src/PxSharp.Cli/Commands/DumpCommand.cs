using System.CommandLine;
using System.Text;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Dicom;
using PxSharp.Dicom.Dump;
using PxSharp.Dicom.Json;

namespace PxSharp.Cli.Commands;

/// <summary><c>px dump</c>: shows the data set of a file.</summary>
internal sealed class DumpCommand
{
    private readonly Argument<string[]> _files =
        new("FILE") { Description = "DICOM files", Arity = ArgumentArity.OneOrMore };

    private readonly Option<bool> _json = Make.Flag(
        "--json", "print the DICOM JSON model (PS3.18 Annex F), one object for each file");

    private readonly Option<bool> _head = Make.Flag("--head", "stop before the pixel data");

    private readonly Option<bool> _full = Make.Flag("--full", "show long values whole, pixel data in the JSON too");

    private DumpCommand()
    {
    }

    public static CommandDefinition Define()
    {
        var dump = new DumpCommand();
        return new CommandDefinition
        {
            Name = "dump",
            Summary = "show the data set of a DICOM file",
            Usage = "FILE... [options]",
            Arguments = [dump._files],
            Options = [new OptionGroup("Output", dump._json, dump._head, dump._full)],
            Examples =
            [
                new("px dump image.dcm", "one line for each element"),
                new("px dump image.dcm --head --json", "the DICOM JSON model without pixel data"),
            ],
            RunAsync = (invocation, cancellationToken) => Task.FromResult(dump.Run(invocation, cancellationToken)),
        };
    }

    private ExitCode Run(Invocation invocation, CancellationToken cancellationToken)
    {
        var worst = ExitCode.Done;
        foreach (var path in invocation.Get(_files)!)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                Write(invocation, path);
            }
            catch (CommandFailedException exception)
            {
                invocation.WriteError(exception.Message);
                worst = worst == ExitCode.Done ? exception.ExitCode : worst;
            }
            catch (Exception exception) when (exception is DicomException or IOException or UnauthorizedAccessException)
            {
                var (exitCode, message) = Failure.Describe(exception, cancellationToken);
                invocation.WriteError($"{path}: {message}");
                worst = worst == ExitCode.Done ? exitCode : worst;
            }
        }

        return worst;
    }

    private void Write(Invocation invocation, string path)
    {
        var extent = invocation.Get(_head) ? DicomReadOptions.Head : DicomReadOptions.Default;
        var file = InputFile.Read(path, name => DicomFile.Read(name, extent));
        var full = invocation.Get(_full);
        if (invocation.Get(_json))
        {
            using var json = new MemoryStream();
            var options = full ? new DicomJsonOptions { MaxInlineLength = int.MaxValue } : DicomJsonOptions.Default;
            DicomJson.Write(json, file.Dataset, options, indented: true);
            invocation.Terminal.WriteLine(Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length));
            return;
        }

        if (invocation.Get(_files)!.Length > 1)
        {
            invocation.Terminal.WriteHeading($"# {VisibleText.Of(path)}");
        }

        DicomTextDump.Write(
            invocation.Terminal.Out, file, full ? new DicomTextDumpOptions { MaxValueLength = int.MaxValue } : null);
    }
}
