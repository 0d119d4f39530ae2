namespace PxSharp.Retrieve;

/// <summary>How instances come from the PACS.</summary>
public enum RetrieveMethod
{
    /// <summary>C-MOVE: the PACS opens associations to the receiver that it knows by our AE title.</summary>
    Move,

    /// <summary>C-GET: on the association that asks, so that the PACS need not know or reach us.</summary>
    Get,
}
