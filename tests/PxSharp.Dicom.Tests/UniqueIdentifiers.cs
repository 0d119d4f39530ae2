using CsCheck;
using Xunit;

namespace PxSharp.Dicom.Tests;

public class UniqueIdentifiers
{
    [Fact]
    public void Registered_UIDs_have_names()
    {
        Assert.Equal("1.2.840.10008.5.1.4.1.1.2", DicomUID.CTImageStorage);
        Assert.Equal("CT Image Storage", DicomUID.NameOf(DicomUID.CTImageStorage));
        Assert.Equal("Verification SOP Class", DicomUID.NameOf(DicomUID.Verification));
        Assert.Equal("Implicit VR Little Endian", DicomUID.NameOf(DicomUID.ImplicitVRLittleEndian));
        Assert.Null(DicomUID.NameOf("1.2.840.10008.5.1.4.1.1.2.99"));
        Assert.Null(DicomUID.NameOf(""));
    }

    [Fact]
    public void Every_UID_of_the_table_is_found()
    {
        using var table = typeof(UniqueIdentifiers).Assembly.GetManifestResourceStream("uids.tsv")!;
        using var reader = new StreamReader(table);
        reader.ReadLine();
        var count = 0;
        while (reader.ReadLine() is { } line)
        {
            var columns = line.Split('\t');
            Assert.Equal(columns[1].Length == 0 ? null : columns[1], DicomUID.NameOf(columns[0]));
            count++;
        }
        Assert.True(count > 400);
    }

    /// <summary>PS3.5 9.1.</summary>
    [Theory]
    [InlineData("1.2.840.10008.1.1", true)]
    [InlineData("0", true)]
    [InlineData("1.0.3", true)]
    [InlineData("1.02.3", false)]
    [InlineData("1..3", false)]
    [InlineData(".1", false)]
    [InlineData("1.", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("1.2.a", false)]
    [InlineData("1.2 ", false)]
    [InlineData("../../x", false)]
    [InlineData("1.2345678901234567890123456789012345678901234567890123456789012", true)]
    [InlineData("1.23456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("1.234567890123456789012345678901234567890123456789012345678901234", false)]
    public void A_UID_is_numbers_and_dots_up_to_64(string? uid, bool isValid) =>
        Assert.Equal(isValid, DicomUID.IsValid(uid));

    [Fact]
    public void Generated_UIDs_are_valid_and_new() => Gen.Const(0).Sample(_ =>
    {
        string one = DicomUID.Generate(), other = DicomUID.Generate();
        Assert.True(DicomUID.IsValid(one));
        Assert.StartsWith("2.25.", one, StringComparison.Ordinal);
        Assert.NotEqual(one, other);
    });
}
