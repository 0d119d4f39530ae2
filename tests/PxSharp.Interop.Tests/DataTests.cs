using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PxSharp.Dicom;
using PxSharp.Dicom.Json;
using PxSharp.Interop.Tests.Peers;
using PxSharp.Interop.Tests.Samples;
using PxSharp.Simulator;

namespace PxSharp.Interop.Tests;

/// <summary>The data layer and DCMTK read each other's files.</summary>
public sealed class DataTests
{
    private static readonly JsonSerializerOptions DicomJsonText = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Theory]
    [MemberData(nameof(Encodings.Plain), MemberType = typeof(Encodings))]
    public async Task What_we_write_in_any_encoding_is_the_same_instance_to_dcmconv(string transferSyntaxUid)
    {
        var original = await MakeFileAsync(hasPrivateValues: transferSyntaxUid != DicomUID.ImplicitVRLittleEndian);
        var dataset = DicomFile.Read(original).Dataset;
        using var written = new MemoryStream();
        new DicomFile(dataset, TransferSyntax.Of(transferSyntaxUid)).Write(written);

        Assert.Equal(transferSyntaxUid, Part10.TransferSyntaxUID(written.ToArray()));
        var converted = await Encodings.ConvertAsync(written.ToArray(), DicomUID.ExplicitVRLittleEndian);
        Assert.Equal(Part10.DataSet(original), Part10.DataSet(converted));
    }

    [Theory]
    [MemberData(nameof(Encodings.Plain), MemberType = typeof(Encodings))]
    public async Task What_dcmconv_writes_in_any_encoding_is_the_same_instance_to_us(string transferSyntaxUid)
    {
        var original = await MakeFileAsync(hasPrivateValues: transferSyntaxUid != DicomUID.ImplicitVRLittleEndian);
        var converted = await Encodings.ConvertAsync(original, transferSyntaxUid);

        var dataset = DicomFile.Read(converted).Dataset;
        Assert.Equal(
            Part10.DataSet(original), DicomDatasetWriter.ToArray(dataset, TransferSyntax.ExplicitVRLittleEndian));
    }

    [Theory]
    [MemberData(nameof(Encodings.Every), MemberType = typeof(Encodings))]
    public async Task What_we_read_and_write_again_is_the_same_file_but_for_its_meta_information(
        string transferSyntaxUid)
    {
        var converted = await Encodings.ConvertAsync(await MakeFileAsync(), transferSyntaxUid, "+e");
        var file = DicomFile.Read(converted);
        using var written = new MemoryStream();
        new DicomFile(file.Dataset, file.TransferSyntax).Write(written);

        // Two programs deflate the same bytes differently: it is what they inflate to that counts.
        if (file.TransferSyntax.IsDeflated)
        {
            Assert.Equal(
                DicomDatasetWriter.ToArray(file.Dataset, TransferSyntax.ExplicitVRLittleEndian),
                DicomDatasetWriter.ToArray(
                    DicomFile.Read(written.ToArray()).Dataset, TransferSyntax.ExplicitVRLittleEndian));
        }
        else
        {
            Assert.Equal(Part10.DataSet(converted), Part10.DataSet(written.ToArray()));
        }
    }

    [Theory]
    [MemberData(nameof(Encodings.Every), MemberType = typeof(Encodings))]
    public async Task Dcmdump_reads_a_file_whose_meta_information_we_wrote(string transferSyntaxUid)
    {
        var converted = await Encodings.ConvertAsync(await MakeFileAsync(), transferSyntaxUid);
        var uid = Part10.SOPInstanceUID(converted);
        byte[] ours =
        [
            .. DicomFile.BuildPreambleAndMeta(DicomUID.MRImageStorage, uid, transferSyntaxUid, "SOMEBODY"),
            .. Part10.DataSet(converted),
        ];
        using var directory = new TemporaryDirectory();
        await File.WriteAllBytesAsync(directory["ours"], ours, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(directory["theirs"], converted, TestContext.Current.CancellationToken);

        await DcmtkTool.RunAsync("dcmftest", directory["ours"]);
        Assert.Equal(await DumpDataSetAsync(directory["theirs"]), await DumpDataSetAsync(directory["ours"]));
        var meta = await DcmtkTool.RunAsync("dcmdump", "-Un", "+P", "0002,0003", "+P", "0002,0016", directory["ours"]);
        Assert.Contains($"[{uid}]", meta, StringComparison.Ordinal);
        Assert.Contains("[SOMEBODY]", meta, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names.ThatDcmtkConverts), MemberType = typeof(Names))]
    public async Task A_name_reads_as_dcmconv_converts_it_to_UTF_8(string characterSet, string stored, string name)
    {
        var study = new SampleStudy
        {
            CharacterSet = characterSet,
            PatientName = stored,
            SeriesCount = 1,
            InstancesPerSeries = 1,
        };
        var file = (await study.MakeFilesAsync()).Values.Single();
        Assert.Equal(name, DicomFile.Read(file).Dataset.GetString(DicomTag.PatientName));

        var converted = DicomFile.Read(await Encodings.ConvertAsync(file, DicomUID.ExplicitVRLittleEndian, "+U8"));
        Assert.Equal("ISO_IR 192", converted.Dataset.GetString(DicomTag.SpecificCharacterSet));
        Assert.Equal(name, converted.Dataset.GetString(DicomTag.PatientName));
    }

    [Theory]
    [MemberData(nameof(Names.ThatDcmtkConverts), MemberType = typeof(Names))]
    public async Task Our_JSON_is_that_of_dcm2json(string characterSet, string stored, string name)
    {
        var study = new SampleStudy
        {
            CharacterSet = characterSet,
            PatientName = stored,
            SeriesCount = 1,
            InstancesPerSeries = 1,
        };
        var file = (await study.MakeFilesAsync()).Values.Single();
        using var directory = new TemporaryDirectory();
        var inUtf8 = directory["utf8"];
        await File.WriteAllBytesAsync(
            inUtf8,
            await Encodings.ConvertAsync(file, DicomUID.ExplicitVRLittleEndian, "+U8"),
            TestContext.Current.CancellationToken);
        var theirs = JsonNode.Parse(await DcmtkTool.RunAsync("dcm2json", "-fc", inUtf8));

        using var json = new MemoryStream();
        DicomJson.Write(json, DicomFile.Read(file).Dataset);
        var ours = JsonNode.Parse(json.ToArray());
        Assert.Contains(name.Split('=')[0], ours!.ToJsonString(DicomJsonText), StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(theirs, ours), $"theirs: {theirs}\nours: {ours}");
    }

    [Fact]
    public async Task Dcmdump_reads_every_file_of_a_synthetic_archive_without_complaint()
    {
        using var directory = new TemporaryDirectory();
        var archive = SyntheticArchive.Create(
            new SyntheticArchiveOptions { InstancesPerSeries = 1, Rows = 8, Columns = 8 });
        Assert.Equal(archive.InstanceCount, archive.WriteFiles(directory.Root, TestContext.Current.CancellationToken));
        foreach (var path in Directory.EnumerateFiles(directory.Root, "*", SearchOption.AllDirectories))
        {
            var result = await DcmtkTool.TryRunAsync("dcmdump", "-v", path);
            Assert.True(result.ExitCode == 0, result.Output);
            Assert.DoesNotContain("W: ", result.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("E: ", result.Output, StringComparison.Ordinal);
        }
    }

    private static async Task<byte[]> MakeFileAsync(bool hasPrivateValues = true)
    {
        var study = new SampleStudy
        {
            SeriesCount = 1,
            InstancesPerSeries = 1,
            BitsStored = 12,
            HasPrivateValues = hasPrivateValues,
        };
        return (await study.MakeFilesAsync()).Values.Single();
    }

    private static async Task<string> DumpDataSetAsync(string path)
    {
        var dump = await DcmtkTool.RunAsync("dcmdump", "+L", path);
        return dump[dump.IndexOf("# Dicom-Data-Set", StringComparison.Ordinal)..];
    }
}
