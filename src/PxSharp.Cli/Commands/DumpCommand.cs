using System.CommandLine;
using PxSharp.Cli.Drawing;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Dicom;

namespace PxSharp.Cli.Commands;

/// <summary><c>px dump</c>: shows the data set of a file.</summary>
internal static class DumpCommand
{
    public static CommandDefinition Define()
    {
        var files = new Argument<string[]>("FILE") { Description = "DICOM files", Arity = ArgumentArity.OneOrMore };
        var json = Make.Flag("--json", "print the DICOM JSON model (PS3.18 Annex F), one array of data sets");
        var head = Make.Flag("--head", "stop before the pixel data");
        return new CommandDefinition
        {
            Name = "dump",
            Summary = "show the data set of a DICOM file",
            Usage = "FILE... [options]",
            Arguments = [files],
            Options = [new OptionGroup("Output", json, head)],
            Examples =
            [
                new("px dump image.dcm", "one line for each element"),
                new("px dump image.dcm --head --json", "the DICOM JSON model without pixel data"),
            ],
            RunAsync = (invocation, cancellationToken) =>
                Task.FromResult(Run(invocation, files, json, head, cancellationToken)),
        };
    }

    private static ExitCode Run(
        Invocation invocation,
        Argument<string[]> files,
        Option<bool> json,
        Option<bool> head,
        CancellationToken cancellationToken)
    {
        var options = invocation.Get(head) ? DicomReadOptions.Head : DicomReadOptions.Default;
        var worst = ExitCode.Done;
        foreach (var path in invocation.Get(files)!)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                WriteText(invocation.Terminal, path, DicomFile.Read(path, options));
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

    private static void WriteText(Terminal terminal, string path, DicomFile file)
    {
        terminal.WriteHeading($"{VisibleText.Of(path)}: {VisibleText.Of(file.TransferSyntax.Name)}");
        var text = new DatasetText(terminal);
        text.Write(file.MetaInformation);
        text.Write(file.Dataset);
    }
}
