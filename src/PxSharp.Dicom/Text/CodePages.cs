using System.Text;

namespace PxSharp.Dicom.Text;

/// <summary>The run-time's East Asian code pages, strict both ways; loaded when the first value needs one.</summary>
internal static class CodePages
{
    private const int Japanese = 932;
    private const int Korean = 949;
    private const int SimplifiedChinese = 936;
    private const int Chinese = 54936;

    /// <summary>Shift JIS, which some write under ISO_IR 13.</summary>
    internal static Encoding ShiftJis => field ??= Get(Japanese);

    /// <summary>Unified Hangul Code, of which KS X 1001 is a part.</summary>
    internal static Encoding UnifiedHangul => field ??= Get(Korean);

    /// <summary>GBK.</summary>
    internal static Encoding Gbk => field ??= Get(SimplifiedChinese);

    /// <summary>GB 18030.</summary>
    internal static Encoding Gb18030 => field ??= Get(Chinese);

    /// <summary>
    /// One of the code pages; it throws on characters that it does not have and gives U+FFFD for such bytes.
    /// </summary>
    internal static Encoding Get(int codePage) => CodePagesEncodingProvider.Instance.GetEncoding(
        codePage, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback("\uFFFD"))!;
}
