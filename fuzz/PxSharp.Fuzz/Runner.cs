namespace PxSharp.Fuzz;

/// <summary>Runs a target on an input; an exception that leaves it is a find.</summary>
internal static class Runner
{
    /// <summary>Of a byte of input: the reading in several ways, the writing, the reading again.</summary>
    private const long MostAllocatedPerByte = 4096;

    public static void Run(ITarget target, byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Run(input);
        }
        catch (Exception exception) when (target.Allows(exception))
        {
            // A clear refusal.
            FindException.Unless(exception.Message.Length > 0, $"{exception.GetType().Name} says nothing");
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        FindException.Unless(
            allocated <= target.FreeAllocation + (MostAllocatedPerByte * input.Length),
            $"{input.Length} bytes of input took {allocated} bytes of memory");
    }
}
