namespace PxSharp.Index;

/// <summary>What the index knows of a patient. A tag that no instance held is null.</summary>
public sealed record PatientRecord
{
    /// <summary>Patient ID (0010,0020); empty for the instances that have none.</summary>
    public required string PatientID { get; init; }

    /// <summary>Patient's Name (0010,0010), all component groups.</summary>
    public string? PatientName { get; init; }

    /// <summary>Patient's Birth Date (0010,0030).</summary>
    public string? PatientBirthDate { get; init; }

    /// <summary>Patient's Sex (0010,0040).</summary>
    public string? PatientSex { get; init; }

    /// <summary>Patient's Age (0010,1010) as the instance received last has it.</summary>
    public string? PatientAge { get; init; }
}
