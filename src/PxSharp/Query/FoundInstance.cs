namespace PxSharp.Query;

/// <summary>An instance that an IMAGE level query listed.</summary>
/// <param name="SOPInstanceUID">SOP Instance UID.</param>
/// <param name="SOPClassUID">SOP Class UID; null when the PACS did not say.</param>
/// <param name="InstanceNumber">Instance Number; null when the PACS did not say.</param>
public sealed record FoundInstance(string SOPInstanceUID, string? SOPClassUID, string? InstanceNumber);
