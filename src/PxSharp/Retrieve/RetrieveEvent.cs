namespace PxSharp.Retrieve;

/// <summary>Something that happened in a retrieve. One of the records derived from it.</summary>
public abstract record RetrieveEvent
{
    private protected RetrieveEvent()
    {
    }
}
