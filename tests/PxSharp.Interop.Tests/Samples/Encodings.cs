using PxSharp.Dicom;
using PxSharp.Interop.Tests.Peers;

namespace PxSharp.Interop.Tests.Samples;

/// <summary>The transfer syntaxes in which DCMTK can write a file.</summary>
public static class Encodings
{
    /// <summary>UID, program, options.</summary>
    private static readonly (string UID, string Program, string[] Options)[] All =
    [
        (DicomUID.ImplicitVRLittleEndian, "dcmconv", ["+ti"]),
        (DicomUID.ExplicitVRLittleEndian, "dcmconv", ["+te"]),
        (DicomUID.ExplicitVRBigEndian, "dcmconv", ["+tb"]),
        (DicomUID.DeflatedExplicitVRLittleEndian, "dcmconv", ["+td"]),
        (DicomUID.RLELossless, "dcmcrle", []),
        (DicomUID.JPEGLosslessSV1, "dcmcjpeg", ["+e1"]),
        (DicomUID.JPEGExtended12Bit, "dcmcjpeg", ["+ee"]),
        (DicomUID.JPEGLSLossless, "dcmcjpls", []),
    ];

    /// <summary>Those whose pixel data is not compressed.</summary>
    public static TheoryData<string> Plain =>
        [.. All.Where(encoding => encoding.Program == "dcmconv").Select(encoding => encoding.UID)];

    /// <summary>All of them.</summary>
    public static TheoryData<string> Every => [.. All.Select(encoding => encoding.UID)];

    /// <summary>The same instance in another transfer syntax.</summary>
    public static async Task<byte[]> ConvertAsync(
        byte[] file, string transferSyntaxUid, params IReadOnlyList<string> more)
    {
        using var directory = new TemporaryDirectory();
        var (from, to) = (directory["from"], directory["to"]);
        await File.WriteAllBytesAsync(from, file);
        var (_, program, options) = All.Single(encoding => encoding.UID == transferSyntaxUid);
        await DcmtkTool.RunAsync(program, [.. options, .. more, from, to]);
        var converted = await File.ReadAllBytesAsync(to);
        Assert.Equal(transferSyntaxUid, Part10.TransferSyntaxUID(converted));
        return converted;
    }
}
