using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace PxSharp.Dicom.Tests.Corpus;

/// <summary>Some nine hundred files of other projects' tests. Skipped where they are not at hand.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    private const string Absent = "The corpus of real files is not beside the project (../shared/corpus).";

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
        return length == file.PixelDataLength ? null : $"{length} bytes of pixel data, should be {file.PixelDataLength}";
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
