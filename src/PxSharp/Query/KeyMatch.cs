namespace PxSharp.Query;

/// <summary>Whether an answer fits a key, as far as the answer tells.</summary>
public enum KeyMatch
{
    /// <summary>The answer holds the attribute and it fits.</summary>
    Match,

    /// <summary>The answer holds the attribute and it does not fit: the PACS ignored the key.</summary>
    Mismatch,

    /// <summary>The answer does not tell: the attribute is absent or empty, or cannot be compared here.</summary>
    Unknown,
}
