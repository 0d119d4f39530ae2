namespace PxSharp.Index;

/// <summary>
/// The tracking database (pypx's smdb): which patients, studies, series and instances are here, and what each
/// retrieve asked for. The only door to tracking.
/// </summary>
/// <remarks>
/// Every method that changes something completes only when the change is committed. Several processes may work on one
/// index at once. The counts in the records are kept by the database as instances come, so that asking for them
/// costs the same with a million instances as with ten. All methods throw <see cref="IndexException"/> when the
/// database cannot be read or written.
/// </remarks>
public interface IIndex : IAsyncDisposable
{
    /// <summary>Records an instance that lies under its final name, with its series, study and patient.</summary>
    /// <remarks>
    /// The same SOP Instance UID again replaces the earlier record and is not counted twice. A tag that is absent
    /// (null) leaves what is known about the series, study or patient as it is. An instance belongs to the series,
    /// study and patient that it names itself: where a series is known in another study, or a study of another patient,
    /// both are kept apart.
    /// </remarks>
    /// <returns>Where its UIDs were known for something else; empty, as a rule.</returns>
    ValueTask<IReadOnlyList<UIDCollision>> AddAsync(
        ReceivedInstance instance, CancellationToken cancellationToken = default);

    /// <summary>Records many instances in one transaction: all of them, or none.</summary>
    ValueTask AddAsync(IReadOnlyList<ReceivedInstance> instances, CancellationToken cancellationToken = default);

    /// <summary>Gives the instance, or null when it has not been received.</summary>
    ValueTask<InstanceRecord?> FindInstanceAsync(string sopInstanceUID, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives the series, or null when nothing is known of it; of several with the same UID the one received last.
    /// </summary>
    ValueTask<SeriesRecord?> FindSeriesAsync(string seriesInstanceUID, CancellationToken cancellationToken = default);

    /// <summary>Gives the series as it is in one study, or null when nothing is known of it there.</summary>
    ValueTask<SeriesRecord?> FindSeriesAsync(
        string seriesInstanceUID, string studyInstanceUID, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives the study, or null when nothing is known of it; of several with the same UID the one with most instances.
    /// </summary>
    ValueTask<StudyRecord?> FindStudyAsync(string studyInstanceUID, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives the patient, or null when nothing is known of it; of those without an ID the one recorded first.
    /// </summary>
    ValueTask<PatientRecord?> FindPatientAsync(string patientID, CancellationToken cancellationToken = default);

    /// <summary>Gives the patient of a study, also one without an ID.</summary>
    ValueTask<PatientRecord?> FindPatientAsync(StudyRecord study, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives all patients in the order of their Patient ID. Those without an ID are told apart by study.
    /// </summary>
    IAsyncEnumerable<PatientRecord> ListPatientsAsync(CancellationToken cancellationToken = default);

    /// <summary>Gives the studies of one patient, or of all when <paramref name="patientID"/> is null.</summary>
    IAsyncEnumerable<StudyRecord> ListStudiesAsync(
        string? patientID = null, CancellationToken cancellationToken = default);

    /// <summary>Gives the series of one study, or of all when <paramref name="studyInstanceUID"/> is null.</summary>
    IAsyncEnumerable<SeriesRecord> ListSeriesAsync(
        string? studyInstanceUID = null, CancellationToken cancellationToken = default);

    /// <summary>Gives the instances of one series that have been received.</summary>
    IAsyncEnumerable<InstanceRecord> ListInstancesAsync(
        string seriesInstanceUID, CancellationToken cancellationToken = default);

    /// <summary>Gives the counts over everything.</summary>
    ValueTask<IndexTotals> GetTotalsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Records that a series is about to be retrieved and which SOP Instance UIDs are expected. The series, study and
    /// patient get their records now, with nothing received. Expected instances that are here already count as
    /// received, but those whose files are gone or have another length: of an index that knows where files lie.
    /// </summary>
    ValueTask<RetrieveRecord> BeginRetrieveAsync(
        RetrieveRequest request, CancellationToken cancellationToken = default);

    /// <summary>Records that a retrieve is over.</summary>
    /// <param name="retrieveId">The <see cref="RetrieveRecord.Id"/>.</param>
    /// <param name="outcome">One plain line, such as "complete" or what the PACS said.</param>
    /// <param name="cancellationToken">Gives up waiting for the commit.</param>
    ValueTask EndRetrieveAsync(long retrieveId, string outcome, CancellationToken cancellationToken = default);

    /// <summary>Gives a retrieve as it stands now, or null when there is none with this number.</summary>
    ValueTask<RetrieveRecord?> FindRetrieveAsync(long retrieveId, CancellationToken cancellationToken = default);

    /// <summary>Gives the retrieves of one series, the newest first.</summary>
    IAsyncEnumerable<RetrieveRecord> ListRetrievesAsync(
        string seriesInstanceUID, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives the expected SOP Instance UIDs of a retrieve that have not been received, in ordinal order.
    /// </summary>
    ValueTask<IReadOnlyList<string>> ListMissingAsync(
        long retrieveId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Records what became of an instance at a target, in place of what was recorded for these two before. An instance
    /// that is delivered counts as pushed (or registered) in its series, once for all targets.
    /// </summary>
    ValueTask RecordDeliveryAsync(DeliveryRecord delivery, CancellationToken cancellationToken = default);

    /// <summary>Gives what became of one instance, at every target.</summary>
    IAsyncEnumerable<DeliveryRecord> ListDeliveriesAsync(
        string sopInstanceUID, CancellationToken cancellationToken = default);

    /// <summary>Gives what became of the received instances of one series, at every target.</summary>
    IAsyncEnumerable<DeliveryRecord> ListDeliveriesOfSeriesAsync(
        string seriesInstanceUID, CancellationToken cancellationToken = default);

    /// <summary>A number that changes whenever the content does, by this process or by another one.</summary>
    /// <remarks>
    /// Read it, look at the index, then <see cref="WaitForChangeAsync"/> with it: no change between is missed.
    /// </remarks>
    long Version { get; }

    /// <summary>
    /// Waits until <see cref="Version"/> differs from <paramref name="seen"/>, and gives the new one. A change by this
    /// process is seen at once, one by another process within about 50 ms. May now and then return without a change.
    /// </summary>
    ValueTask<long> WaitForChangeAsync(long seen, CancellationToken cancellationToken = default);
}
