namespace PxSharp.Retrieve;

/// <summary>An instance of the series lies at its final place and stands in the index.</summary>
/// <param name="Target">The series.</param>
/// <param name="SOPInstanceUID">The instance.</param>
/// <param name="Received">How many of the promised instances are here now.</param>
/// <param name="Expected">How many were promised; null when the PACS cannot say.</param>
public sealed record InstanceArrived(
    RetrieveTarget Target, string SOPInstanceUID, int Received, int? Expected) : RetrieveEvent;
