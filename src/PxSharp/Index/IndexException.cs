namespace PxSharp.Index;

/// <summary>The tracking database cannot be opened, read or written.</summary>
public sealed class IndexException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One plain line: which database, what failed.</param>
    /// <param name="innerException">What the database said.</param>
    public IndexException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether this user, or the file system, may not write there.</summary>
    internal bool IsDenied { get; init; }
}
