using System.Text;

namespace PxSharp.ObjectStores;

/// <summary>Says which names objects may have: those that are good in every kind of store.</summary>
/// <remarks>
/// Parts between '/', none of them empty, "." or "..", each of at most 255 bytes in UTF-8, together at most 1024,
/// without control characters. So no name leads out of a directory.
/// </remarks>
public static class ObjectName
{
    /// <summary>Bytes that a name may have in UTF-8: what Swift and S3 take.</summary>
    public const int MaxLength = 1024;

    private const int MaxPartLength = 255;

    /// <summary>What is wrong with a name; null when it is good.</summary>
    public static string? FaultOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0)
            return "it is empty";
        if (name.AsSpan().ContainsAnyInRange('\0', '\u001f') || name.Contains('\u007f', StringComparison.Ordinal))
            return "it has a control character";
        if (Encoding.UTF8.GetByteCount(name) > MaxLength)
            return $"it is longer than {MaxLength} bytes";
        foreach (var range in name.AsSpan().Split('/'))
        {
            var part = name.AsSpan()[range];
            if (part.IsEmpty)
                return "a part of it is empty";
            if (part is "." or "..")
                return $"a part of it is '{part}'";
            if (Encoding.UTF8.GetByteCount(part) > MaxPartLength)
                return $"a part of it is longer than {MaxPartLength} bytes";
        }
        return null;
    }

    /// <summary>Gives the name back when it is good.</summary>
    /// <exception cref="ObjectStoreException">It is not; the message says why.</exception>
    public static string Check(string name) => FaultOf(name) is { } fault
        ? throw new ObjectStoreException(
            ObjectStoreFailure.BadName, $"an object cannot have the name '{name}': {fault}")
        : name;

    /// <summary>
    /// Gives a path as people write it as a name: without '/' at the beginning, at the end, or doubled.
    /// </summary>
    public static string Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));
    }
}
