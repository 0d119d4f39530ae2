namespace PxSharp.Index;

/// <summary>An instance to record, with what its head says of its series, study and patient.</summary>
/// <remarks>The counts in the records of series and study are not read.</remarks>
/// <param name="Instance">The instance.</param>
/// <param name="Series">Its series.</param>
/// <param name="Study">Its study.</param>
/// <param name="Patient">Its patient.</param>
public sealed record ReceivedInstance(
    InstanceRecord Instance, SeriesRecord Series, StudyRecord Study, PatientRecord Patient);
