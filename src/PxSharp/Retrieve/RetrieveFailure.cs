namespace PxSharp.Retrieve;

/// <summary>What kept a series from being whole, as far as it is known.</summary>
public enum RetrieveFailure
{
    /// <summary>Nothing did, or nothing was said about it.</summary>
    None,

    /// <summary>There was no connection, it was lost, or the PACS fell silent.</summary>
    Connection,

    /// <summary>The PACS answered with a failure, or could not send some instances.</summary>
    Pacs,
}
