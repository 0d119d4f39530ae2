namespace PxSharp.Fuzz;

/// <summary>What must hold does not.</summary>
internal sealed class FindException(string message) : Exception(message)
{
    /// <summary>Says that something must hold.</summary>
    public static void Unless(bool holds, string message)
    {
        if (!holds)
            throw new FindException(message);
    }
}
