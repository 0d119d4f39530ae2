namespace PxSharp.Dicom.Text;

/// <summary>Which characters part a text, and so bring back the sets that it began with.</summary>
/// <remarks>PS3.5 6.1.2.5.3.</remarks>
[Flags]
internal enum TextDelimiters
{
    /// <summary>Only control characters: LT, ST, UT.</summary>
    None = 0,

    /// <summary>The backslash between values: LO, SH, UC, PN.</summary>
    Values = 1,

    /// <summary>The ^ and = of person names.</summary>
    NameComponents = 2,
}
