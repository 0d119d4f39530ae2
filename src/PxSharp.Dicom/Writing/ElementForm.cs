namespace PxSharp.Dicom.Writing;

/// <summary>How an element's header is written.</summary>
/// <param name="VR">The VR that is written.</param>
/// <param name="HeaderSize">Bytes of the header.</param>
internal readonly record struct ElementForm(DicomVR VR, int HeaderSize)
{
    /// <summary>The length that says: up to a delimiter.</summary>
    internal const uint Undefined = 0xFFFFFFFF;

    /// <summary>Bytes of an item's tag and length, and of a delimiter's.</summary>
    internal const int ItemHeaderSize = 8;

    internal static ElementForm Of(DicomElement element, bool isExplicitVR)
    {
        if (!isExplicitVR)
            return new ElementForm(element.VR, 8);
        if (element.VR.HasLongLength())
            return new ElementForm(element.VR, 12);
        // PS3.5 6.2.2: what a 16-bit length cannot say is written as UN.
        return Even(element.RawValue.Length) > ushort.MaxValue
            ? new ElementForm(DicomVR.UN, 12)
            : new ElementForm(element.VR, 8);
    }

    /// <summary>The length with padding.</summary>
    internal static long Even(int length) => ((long)length + 1) & ~1L;
}
