using System.Text.Json;
using PxSharp.Dicom;
using Xunit;

namespace PxSharp.Cli.Tests;

public sealed class DumpCommandTests : IDisposable
{
    private readonly CliBench _px = new();

    public void Dispose() => _px.Dispose();

    [Fact]
    public async Task Shows_every_element_and_the_items_of_sequences()
    {
        var path = WriteFile(new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 192")
            .Set(DicomTag.SOPClassUID, DicomUID.CTImageStorage)
            .Set(DicomTag.PatientName, "Müller^Jürgen")
            .SetItems(
                DicomTag.ReferencedStudySequence, new DicomDataset().Set(DicomTag.ReferencedSOPInstanceUID, "1.2.3"))
            .Set(DicomTag.Rows, (ushort)512));

        var run = await _px.RunAsync("dump", path);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("# Data set: Explicit VR Little Endian\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("(0010,0010) PN [Müller^Jürgen]", run.Out, StringComparison.Ordinal);
        Assert.Contains("# 26, 1 SOPClassUID = CT Image Storage\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("  > item 1\n    (0008,1155) UI [1.2.3]", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_DICOM_JSON_model()
    {
        var path = WriteFile(new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 192")
            .Set(DicomTag.PatientName, "Yamada^Tarou=山田^太郎"));

        var run = await _px.RunAsync("dump", "--json", path);

        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(
            "山田^太郎",
            json.RootElement.GetProperty("00100010").GetProperty("Value")[0].GetProperty("Ideographic").GetString());
    }

    [Fact]
    public async Task Hostile_values_cannot_steer_the_terminal()
    {
        var path = WriteFile(new DicomDataset()
            .Set(DicomTag.PatientName, DicomVR.PN, "\x1b[2Jevil\x07\r\n"u8.ToArray())
            .Set(DicomTag.PatientID, DicomVR.LO, "\x1b]0;title\x07"u8.ToArray()));

        var run = await _px.RunAsync("dump", path);

        Assert.DoesNotContain(run.Out, character => char.IsControl(character) && character != '\n');
    }

    [Fact]
    public async Task Names_what_is_not_DICOM_and_goes_on_with_the_rest()
    {
        var text = _px.File("readme.txt", "This is no DICOM file, and it is long enough to be looked at in earnest.");
        var good = WriteFile(new DicomDataset().Set(DicomTag.PatientID, "P1"));

        var run = await _px.RunAsync("dump", text, good);

        Assert.Equal(ExitCode.BadData, run.ExitCode);
        Assert.StartsWith($"px dump: {text}: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.Contains("[P1]", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_is_called_so()
    {
        Directory.CreateDirectory(_px.BaseMount);
        var link = Path.Combine(_px.BaseMount, "link");
        File.CreateSymbolicLink(link, "/nowhere");

        var run = await _px.RunAsync("dump", link);

        Assert.Equal(
            (ExitCode.BadData, $"px dump: {link} is a symbolic link to /nowhere, which is not there\n"),
            (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_file_may_have_the_name_of_the_command_or_of_a_directive()
    {
        var run = await _px.RunAsync("dump", "[x]", "dump", "@y");

        Assert.Equal(ExitCode.BadData, run.ExitCode);
        Assert.Equal(3, run.Error.TrimEnd('\n').Split('\n').Length);
    }

    private string WriteFile(DicomDataset dataset)
    {
        var path = _px.File("test.dcm", "");
        using var stream = File.Create(path);
        new DicomFile(dataset, TransferSyntax.ExplicitVRLittleEndian).Write(stream);
        return path;
    }
}
