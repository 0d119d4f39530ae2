namespace PxSharp.Network;

/// <summary>What holds for application entity titles. A title is a plain string everywhere, trimmed.</summary>
/// <remarks>
/// PS3.5 6.2 (AE) and PS3.8 9.3.2: at most 16 characters, spaces around it insignificant, case matters.
/// </remarks>
public static class AETitle
{
    /// <summary>The longest title, in characters.</summary>
    public const int MaxLength = 16;

    /// <summary>
    /// Whether the text, without the spaces around it, is 1 to 16 printable ASCII characters and no backslash.
    /// </summary>
    public static bool IsValid(string? title)
    {
        var trimmed = title.AsSpan().Trim(' ');
        return trimmed.Length is > 0 and <= MaxLength && !trimmed.ContainsAnyExceptInRange(' ', '~')
            && !trimmed.Contains('\\');
    }

    /// <summary>The title without the spaces around it.</summary>
    /// <exception cref="ArgumentException">It is not valid.</exception>
    public static string Normalize(string title) => IsValid(title)
        ? title.Trim(' ')
        : throw new ArgumentException(
            $"'{title}' is no AE title: it takes 1 to 16 printable ASCII characters, not only spaces, and no backslash",
            nameof(title));
}
