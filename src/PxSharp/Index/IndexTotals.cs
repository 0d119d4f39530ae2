namespace PxSharp.Index;

/// <summary>The counts over the whole index.</summary>
/// <param name="Patients">Patients known.</param>
/// <param name="Studies">Studies known.</param>
/// <param name="Series">Series known.</param>
/// <param name="Instances">Instances received.</param>
/// <param name="Bytes">Bytes of the received instances' files.</param>
public readonly record struct IndexTotals(long Patients, long Studies, long Series, long Instances, long Bytes);
