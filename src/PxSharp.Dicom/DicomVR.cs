namespace PxSharp.Dicom;

/// <summary>The value representations of PS3.5 6.2.</summary>
public enum DicomVR : byte
{
    /// <summary>Application Entity: up to 16 characters.</summary>
    AE,

    /// <summary>Age String: nnnD, nnnW, nnnM or nnnY.</summary>
    AS,

    /// <summary>Attribute Tag: two 16-bit numbers.</summary>
    AT,

    /// <summary>Code String: up to 16 characters of A-Z, 0-9, space and underscore.</summary>
    CS,

    /// <summary>Date: YYYYMMDD.</summary>
    DA,

    /// <summary>Decimal String: a number of up to 16 characters.</summary>
    DS,

    /// <summary>Date Time: YYYYMMDDHHMMSS.FFFFFF&amp;ZZXX.</summary>
    DT,

    /// <summary>Floating Point Double: 64 bits.</summary>
    FD,

    /// <summary>Floating Point Single: 32 bits.</summary>
    FL,

    /// <summary>Integer String: a number of up to 12 characters.</summary>
    IS,

    /// <summary>Long String: up to 64 characters.</summary>
    LO,

    /// <summary>Long Text: up to 10240 characters, one value.</summary>
    LT,

    /// <summary>Other Byte: bytes, or encapsulated pixel data.</summary>
    OB,

    /// <summary>Other Double: 64-bit floating point numbers.</summary>
    OD,

    /// <summary>Other Float: 32-bit floating point numbers.</summary>
    OF,

    /// <summary>Other Long: 32-bit words.</summary>
    OL,

    /// <summary>Other 64-bit Very Long: 64-bit words.</summary>
    OV,

    /// <summary>Other Word: 16-bit words.</summary>
    OW,

    /// <summary>Person Name: components parted by ^, component groups by =.</summary>
    PN,

    /// <summary>Short String: up to 16 characters.</summary>
    SH,

    /// <summary>Signed Long: 32 bits.</summary>
    SL,

    /// <summary>Sequence of Items: data sets.</summary>
    SQ,

    /// <summary>Signed Short: 16 bits.</summary>
    SS,

    /// <summary>Short Text: up to 1024 characters, one value.</summary>
    ST,

    /// <summary>Signed 64-bit Very Long.</summary>
    SV,

    /// <summary>Time: HHMMSS.FFFFFF.</summary>
    TM,

    /// <summary>Unlimited Characters.</summary>
    UC,

    /// <summary>Unique Identifier: up to 64 digits and dots.</summary>
    UI,

    /// <summary>Unsigned Long: 32 bits.</summary>
    UL,

    /// <summary>Unknown: bytes whose meaning the writer did not know.</summary>
    UN,

    /// <summary>Universal Resource Identifier, one value.</summary>
    UR,

    /// <summary>Unsigned Short: 16 bits.</summary>
    US,

    /// <summary>Unlimited Text, one value.</summary>
    UT,

    /// <summary>Unsigned 64-bit Very Long.</summary>
    UV,
}
