using System.Buffers.Binary;

namespace PxSharp.Dicom.Reading;

/// <summary>
/// Chooses where the dictionary says "US or SS" and the like, which implicit VR leaves to the reader.
/// </summary>
/// <remarks>PS3.5 A.1, PS3.3 C.7.6.3.1: Pixel Representation of the item, or else of the data set around it.</remarks>
internal sealed class VRResolver
{
    // -1 while unknown.
    private int _pixelRepresentation = -1;
    private int _lutEntries = -1;

    // Elements that were met before the Pixel Representation that tells their VR: few, and seldom.
    private readonly List<DicomElement> _waiting = [];

    /// <summary>What is known around an item.</summary>
    internal readonly record struct Scope(int PixelRepresentation, int LutEntries, int Waiting);

    /// <summary>Starts a data set or an item; what is known around it holds until it says otherwise.</summary>
    internal Scope Enter()
    {
        var scope = new Scope(_pixelRepresentation, _lutEntries, _waiting.Count);
        _lutEntries = -1;
        return scope;
    }

    /// <summary>Ends what <see cref="Enter"/> started.</summary>
    internal void Leave(Scope around)
    {
        if (_pixelRepresentation >= 0 && _waiting.Count > around.Waiting)
        {
            for (var i = around.Waiting; i < _waiting.Count && _pixelRepresentation == 1; i++)
                _waiting[i].BecomeSigned();
            _waiting.RemoveRange(around.Waiting, _waiting.Count - around.Waiting);
        }
        _pixelRepresentation = around.PixelRepresentation;
        _lutEntries = around.LutEntries;
    }

    /// <summary>The VR of an element that the dictionary leaves a choice.</summary>
    internal DicomVR Resolve(byte code) => code switch
    {
        AmbiguousVR.USOrSS => _pixelRepresentation == 1 ? DicomVR.SS : DicomVR.US,
        AmbiguousVR.USOrOW when _lutEntries == 1 => DicomVR.US,
        AmbiguousVR.USOrSSOrOW => DicomVR.OW,
        _ => AmbiguousVR.Default(code),
    };

    /// <summary>Takes note of an element that was read.</summary>
    internal void Note(DicomElement element, byte ambiguous)
    {
        if (element.Tag.Group != 0x0028 && ambiguous == 0)
            return;
        if (ambiguous == AmbiguousVR.USOrSS && _pixelRepresentation < 0)
            _waiting.Add(element);
        var value = element.RawValue.Span;
        if (value.Length < 2)
            return;
        if (element.Tag == DicomTag.PixelRepresentation)
            _pixelRepresentation = BinaryPrimitives.ReadUInt16LittleEndian(value);
        else if (element.Tag == DicomTag.LUTDescriptor)
            _lutEntries = BinaryPrimitives.ReadUInt16LittleEndian(value);
    }
}
