using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace PxSharp.Dicom.Tests.Corpus;

/// <summary>Some nine hundred files of other projects' tests. Skipped where they are not at hand.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    private const string Absent = "The corpus of real files is not beside the project (../shared/corpus).";

    // Per file, for what does not grow with it: the error's text and stack, the inflater, the first chunk.
    private const long SmallChange = 128 * 1024;

    private const long MostTimesTheSize = 8;

    /// <remarks>One differs: DICOMDIR-nooffset ends 24 bytes before its last item. Here that is an error.</remarks>
    [Fact]
    public void Reads_the_files_that_others_agree_on_with_equal_values()
    {
        Assert.SkipWhen(CorpusFile.Folder is null, Absent);
        var files = CorpusFile.ReadAll().FindAll(file => file is { Agreed: true, Fuzzed: false });
        var wrong = 0;
        foreach (var file in files)
        {
            if (Difference(file) is not { } difference)
                continue;
            wrong++;
            output.WriteLine($"{file.Path}: {difference}");
        }
        output.WriteLine($"{files.Count - wrong} of {files.Count} files have equal values.");
        Assert.True(wrong * 100 <= files.Count, $"{wrong} of {files.Count} files differ, see the output.");
    }

    [Fact]
    public void Reads_or_refuses_every_file_in_little_memory()
    {
        Assert.SkipWhen(CorpusFile.Folder is null, Absent);
        var refused = 0;
        var worst = (Ratio: 0.0, File: "");
        foreach (var file in CorpusFile.ReadAll())
        {
            // Once before it counts: character set tables are made at first use.
            var size = Math.Max(file.Size, InflatedSize(file.Path));
            var before = GC.GetAllocatedBytesForCurrentThread();
            refused += ReadAll(file.Path) is null ? 1 : 0;
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var ratio = (double)(allocated - SmallChange) / size;
            if (ratio > worst.Ratio)
                worst = (ratio, file.Path);
            Assert.True(allocated <= SmallChange + (MostTimesTheSize * size), $"{allocated} bytes for {file.Path}");
        }
        output.WriteLine($"{refused} files refused; {worst.Ratio:F1} times the size allocated for {worst.File}");
    }

    private static DicomFile? ReadAll(string path)
    {
        try
        {
            var file = DicomFile.Read(path);
            foreach (var element in file.Dataset)
                file.Dataset.GetString(element.Tag);
            return file;
        }
        catch (DicomFormatException error)
        {
            Assert.True(error.Offset >= 0, $"{path}: no offset in \"{error.Message}\"");
            return null;
        }
        catch (DicomLimitException)
        {
            return null;
        }
    }

    /// <summary>Bytes of a deflated data set as it was before; else 0.</summary>
    private static long InflatedSize(string path) => ReadAll(path) is { TransferSyntax.IsDeflated: true } file
        ? DicomDatasetWriter.ToArray(file.Dataset, TransferSyntax.ExplicitVRLittleEndian).Length
        : 0;

    private static string? Difference(CorpusFile file)
    {
        DicomDataset set;
        try
        {
            set = DicomFile.Read(file.Path).Dataset;
        }
        catch (DicomException error)
        {
            return error.Message;
        }
        foreach (var (keyword, expected) in file.Values)
        {
            Assert.True(DicomTag.TryParse(keyword, out var tag));
            var actual = set.GetString(tag);
            if (actual is null || !IsSame(tag, expected, actual))
                return $"{keyword} is \"{actual}\", should be \"{expected}\"";
        }
        if (set.Count != file.Elements)
            return $"{set.Count} elements, should be {file.Elements}";
        var length = PixelDataLength(set);
        return length == file.PixelDataLength
            ? null
            : $"{length} bytes of pixel data, should be {file.PixelDataLength}";
    }

    private static bool IsSame(DicomTag tag, string expected, string actual)
    {
        if (expected.StartsWith("sha256:", StringComparison.Ordinal))
            return expected[7..] == Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(actual)));
        return Normal(tag, expected) == Normal(tag, actual);
    }

    /// <summary>Without what does not count: padding, and the empty end of a person's name.</summary>
    private static string Normal(DicomTag tag, string text) => string.Join('\\', text.Split('\\').Select(value =>
        DicomDictionary.VROf(tag) == DicomVR.PN
            ? string.Join('=', value.Split('=').Select(group => group.TrimEnd(' ', '\0').TrimEnd('^'))).TrimEnd('=')
            : value.TrimEnd(' ', '\0')));

    /// <summary>Bytes of the value as it stands in the file, but for the last delimiter.</summary>
    private static long? PixelDataLength(DicomDataset set)
    {
        if (set.Find(DicomTag.PixelData) is not { } pixels)
            return null;
        return pixels.Fragments is { } fragments ? fragments.Sum(f => 8L + f.Length) : pixels.RawValue.Length;
    }
}
