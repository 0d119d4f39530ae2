namespace PxSharp.Dicom.Reading;

/// <summary>Gathers the parts of sets that lie in each other, and gives each set an array that just fits.</summary>
/// <remarks>Files of many small items would otherwise take several times the memory, and growing lists time.</remarks>
internal sealed class PartStack<T> where T : class
{
    private T[] _parts = new T[16];

    /// <summary>How many parts wait; what was there before a set began is those around it.</summary>
    internal int Count { get; private set; }

    internal void Push(T part)
    {
        if (Count == _parts.Length)
            Array.Resize(ref _parts, Count * 2);
        _parts[Count++] = part;
    }

    /// <summary>Takes the parts from <paramref name="start"/> on.</summary>
    internal T[] Pop(int start)
    {
        if (start == Count)
            return [];
        var taken = _parts[start..Count];
        Array.Clear(_parts, start, Count - start);
        Count = start;
        return taken;
    }
}
