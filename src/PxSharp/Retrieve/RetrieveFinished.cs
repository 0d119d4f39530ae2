namespace PxSharp.Retrieve;

/// <summary>The retrieve is over; the last event.</summary>
/// <param name="Series">How many series were to be retrieved.</param>
/// <param name="CompleteSeries">How many of them are complete.</param>
/// <param name="Received">Promised instances that are here.</param>
/// <param name="Expected">Instances that were promised, where the PACS could say.</param>
public sealed record RetrieveFinished(int Series, int CompleteSeries, long Received, long Expected) : RetrieveEvent
{
    /// <summary>Whether everything that was promised is here: Y of Y.</summary>
    public bool IsComplete => Series == CompleteSeries;
}
