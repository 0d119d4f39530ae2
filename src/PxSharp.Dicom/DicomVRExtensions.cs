namespace PxSharp.Dicom;

/// <summary>What PS3.5 6.2 and 7.1.2 say of each value representation.</summary>
public static class DicomVRExtensions
{
    private const ulong Text = (1UL << (int)DicomVR.AE) | (1UL << (int)DicomVR.AS) | (1UL << (int)DicomVR.CS)
        | (1UL << (int)DicomVR.DA) | (1UL << (int)DicomVR.DS) | (1UL << (int)DicomVR.DT)
        | (1UL << (int)DicomVR.IS) | (1UL << (int)DicomVR.TM) | (1UL << (int)DicomVR.UI)
        | (1UL << (int)DicomVR.UR) | CharacterSet;

    private const ulong CharacterSet = (1UL << (int)DicomVR.LO) | (1UL << (int)DicomVR.LT)
        | (1UL << (int)DicomVR.PN) | (1UL << (int)DicomVR.SH) | (1UL << (int)DicomVR.ST)
        | (1UL << (int)DicomVR.UC) | (1UL << (int)DicomVR.UT);

    private const ulong SingleValued = (1UL << (int)DicomVR.LT) | (1UL << (int)DicomVR.ST)
        | (1UL << (int)DicomVR.UR) | (1UL << (int)DicomVR.UT);

    private const ulong LongLength = (1UL << (int)DicomVR.OB) | (1UL << (int)DicomVR.OD)
        | (1UL << (int)DicomVR.OF) | (1UL << (int)DicomVR.OL) | (1UL << (int)DicomVR.OV)
        | (1UL << (int)DicomVR.OW) | (1UL << (int)DicomVR.SQ) | (1UL << (int)DicomVR.SV)
        | (1UL << (int)DicomVR.UC) | (1UL << (int)DicomVR.UN) | (1UL << (int)DicomVR.UR)
        | (1UL << (int)DicomVR.UT) | (1UL << (int)DicomVR.UV);

    private const ulong Number = (1UL << (int)DicomVR.FD) | (1UL << (int)DicomVR.FL) | (1UL << (int)DicomVR.SL)
        | (1UL << (int)DicomVR.SS) | (1UL << (int)DicomVR.SV) | (1UL << (int)DicomVR.UL)
        | (1UL << (int)DicomVR.US) | (1UL << (int)DicomVR.UV);

    /// <summary>Whether the value is characters.</summary>
    public static bool IsText(this DicomVR vr) => (Text & Bit(vr)) != 0;

    /// <summary>Whether Specific Character Set (0008,0005) applies: LO, LT, PN, SH, ST, UC, UT.</summary>
    /// <remarks>PS3.5 6.1.2.3.</remarks>
    public static bool UsesSpecificCharacterSet(this DicomVR vr) => (CharacterSet & Bit(vr)) != 0;

    /// <summary>Whether a backslash parts values of this text; not so in LT, ST, UR and UT.</summary>
    /// <remarks>PS3.5 6.4.</remarks>
    public static bool IsMultiValuedText(this DicomVR vr) => (Text & ~SingleValued & Bit(vr)) != 0;

    /// <summary>Whether the value is bytes or binary numbers: neither text nor items.</summary>
    public static bool IsBinary(this DicomVR vr) => !vr.IsText() && vr != DicomVR.SQ;

    /// <summary>Whether the value is binary numbers (FD, FL, SL, SS, SV, UL, US, UV), not an opaque O- value.</summary>
    public static bool IsNumber(this DicomVR vr) => (Number & Bit(vr)) != 0;

    /// <summary>Whether the explicit form has a 32-bit length after two reserved bytes.</summary>
    /// <remarks>PS3.5 Table 7.1-1.</remarks>
    public static bool HasLongLength(this DicomVR vr) => (LongLength & Bit(vr)) != 0;

    /// <summary>What makes an odd value even: NUL for UI and binary, space for other text.</summary>
    /// <remarks>PS3.5 6.2.</remarks>
    public static byte PaddingByte(this DicomVR vr) => vr.IsText() && vr != DicomVR.UI ? (byte)' ' : (byte)0;

    /// <summary>Bytes of the number that byte order applies to: 1, 2, 4 or 8; AT is two of 2.</summary>
    /// <remarks>PS3.5 7.3.</remarks>
    public static int WordSize(this DicomVR vr) => vr switch
    {
        DicomVR.AT or DicomVR.OW or DicomVR.SS or DicomVR.US => 2,
        DicomVR.FL or DicomVR.OF or DicomVR.OL or DicomVR.SL or DicomVR.UL => 4,
        DicomVR.FD or DicomVR.OD or DicomVR.OV or DicomVR.SV or DicomVR.UV => 8,
        _ => 1,
    };

    /// <summary>The VR of two letters as they stand in a file.</summary>
    /// <param name="first">The first letter's code.</param>
    /// <param name="second">The second letter's code.</param>
    /// <param name="vr">The VR; UN when the letters are none.</param>
    public static bool TryParse(byte first, byte second, out DicomVR vr)
    {
        // The letters and the enumeration are both in alphabetical order.
        var letters = Letters;
        int low = 0, high = (letters.Length / 2) - 1, wanted = (first << 8) | second;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var found = (letters[2 * middle] << 8) | letters[(2 * middle) + 1];
            if (found == wanted)
            {
                vr = (DicomVR)middle;
                return true;
            }
            if (found < wanted)
                low = middle + 1;
            else
                high = middle - 1;
        }
        vr = DicomVR.UN;
        return false;
    }

    /// <summary>The two letters of the VR, as they stand in a file.</summary>
    internal static ReadOnlySpan<byte> Code(this DicomVR vr) => Letters.Slice(2 * (int)vr, 2);

    private static ReadOnlySpan<byte> Letters =>
        "AEASATCSDADSDTFDFLISLOLTOBODOFOLOVOWPNSHSLSQSSSTSVTMUCUIULUNURUSUTUV"u8;

    private static ulong Bit(DicomVR vr) => 1UL << (int)vr;
}
