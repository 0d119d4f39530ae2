using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace PxSharp.Index;

public sealed partial class SqliteIndex
{
    internal const string SelectPatient = """
        SELECT patient_id, name, birth_date, sex, age FROM patient
        """;

    internal const string SelectStudy = """
        SELECT study.uid, patient_id, description, date, time, accession_number, study_id, referring_physician,
            station_ae_title, series, received, bytes
        FROM study JOIN patient ON patient.id = study.patient_ref
        """;

    internal const string SelectSeries = """
        SELECT series.uid, study.uid, patient_id, modality, number, series.description, series.date, directory,
            requested, series.received, pushed, registered, series.bytes, last_received_at,
            superseded,
            (SELECT max(newest.requested - coalesce(newest.received, series.received), 0) FROM retrieve AS newest
                WHERE newest.series_ref = series.id ORDER BY newest.id DESC LIMIT 1)
        FROM series JOIN study ON study.id = series.study_ref JOIN patient ON patient.id = study.patient_ref
        """;

    internal const string SelectInstance = """
        SELECT instance.uid, sop_class_uid, series.uid, transfer_syntax_uid, path, size, received_at, calling_ae_title
        FROM instance JOIN series ON series.id = instance.series_ref
        """;

    internal const string SelectRetrieve = """
        SELECT retrieve.id, job, pacs, study.uid, series.uid, started_at, finished_at, outcome, retrieve.requested,
            coalesce(retrieve.received, min(series.received, retrieve.requested), series.received),
            retrieve.received IS NOT NULL
        FROM retrieve JOIN series ON series.id = retrieve.series_ref JOIN study ON study.id = series.study_ref
        """;

    internal const string SelectMissing = """
        SELECT uid FROM expected WHERE retrieve_ref = $key AND received = 0 ORDER BY uid
        """;

    internal const string SelectDeliveries = """
        SELECT uid, kind, target, name, checksum, at, error FROM delivery WHERE uid = $key
        """;

    // The order of the tables is said, as the planner may begin at the wrong end of a join without statistics.
    internal const string SelectDeliveriesOfSeries = """
        SELECT delivery.uid, kind, target, delivery.name, checksum, at, error
        FROM series CROSS JOIN instance ON instance.series_ref = series.id
            CROSS JOIN delivery ON delivery.uid = instance.uid
        WHERE series.uid = $key
        """;

    internal const string SelectTotals = "SELECT patients, studies, series, instances, bytes FROM total";

    /// <inheritdoc/>
    public ValueTask<InstanceRecord?> FindInstanceAsync(
        string sopInstanceUID, CancellationToken cancellationToken = default)
        => First(SelectInstance + " WHERE instance.uid = $key", sopInstanceUID, ReadInstance);

    /// <inheritdoc/>
    public ValueTask<SeriesRecord?> FindSeriesAsync(
        string seriesInstanceUID, CancellationToken cancellationToken = default)
        => First(
            SelectSeries + " WHERE series.uid = $key ORDER BY last_received_at DESC, series.id DESC LIMIT 1",
            seriesInstanceUID, ReadSeries);

    /// <inheritdoc/>
    public ValueTask<SeriesRecord?> FindSeriesAsync(
        string seriesInstanceUID, string studyInstanceUID, CancellationToken cancellationToken = default)
        => First(
            SelectSeries + " WHERE series.uid = $key AND study.uid = $study ORDER BY last_received_at DESC LIMIT 1",
            seriesInstanceUID, ReadSeries, ("$study", studyInstanceUID));

    /// <inheritdoc/>
    public ValueTask<StudyRecord?> FindStudyAsync(
        string studyInstanceUID, CancellationToken cancellationToken = default)
        => First(
            SelectStudy + " WHERE study.uid = $key ORDER BY received DESC, study.id LIMIT 1", studyInstanceUID,
            ReadStudy);

    /// <inheritdoc/>
    public ValueTask<PatientRecord?> FindPatientAsync(string patientID, CancellationToken cancellationToken = default)
        => First(SelectPatient + " WHERE patient_id = $key ORDER BY id LIMIT 1", patientID, ReadPatient);

    /// <inheritdoc/>
    public ValueTask<PatientRecord?> FindPatientAsync(StudyRecord study, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        return First(
            SelectPatient + " WHERE patient_id = $key AND study_uid = $study", study.PatientID, ReadPatient,
            ("$study", study.PatientID.Length > 0 ? "" : study.StudyInstanceUID));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<PatientRecord> ListPatientsAsync(CancellationToken cancellationToken = default)
        => List(SelectPatient + " ORDER BY patient_id, id", null, ReadPatient, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<StudyRecord> ListStudiesAsync(
        string? patientID = null, CancellationToken cancellationToken = default)
        => patientID is null
            ? List(SelectStudy + " ORDER BY study.id", null, ReadStudy, cancellationToken)
            : List(
                SelectStudy + " WHERE patient_id = $key ORDER BY study.id", patientID, ReadStudy, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<SeriesRecord> ListSeriesAsync(
        string? studyInstanceUID = null, CancellationToken cancellationToken = default)
        => studyInstanceUID is null
            ? List(SelectSeries + " ORDER BY series.id", null, ReadSeries, cancellationToken)
            : List(
                SelectSeries + " WHERE study.uid = $key ORDER BY series.id", studyInstanceUID, ReadSeries,
                cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<InstanceRecord> ListInstancesAsync(
        string seriesInstanceUID, CancellationToken cancellationToken = default)
        => List(
            SelectInstance + " WHERE series.uid = $key ORDER BY instance.uid", seriesInstanceUID, ReadInstance,
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IndexTotals> GetTotalsAsync(CancellationToken cancellationToken = default)
        => (await First(
            SelectTotals, null,
            r => new Box<IndexTotals>(
                new IndexTotals(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)))))!.Value;

    /// <inheritdoc/>
    public ValueTask<RetrieveRecord?> FindRetrieveAsync(long retrieveId, CancellationToken cancellationToken = default)
        => First(SelectRetrieve + " WHERE retrieve.id = $key", retrieveId, ReadRetrieve);

    /// <inheritdoc/>
    public IAsyncEnumerable<RetrieveRecord> ListRetrievesAsync(
        string seriesInstanceUID, CancellationToken cancellationToken = default)
        => List(
            SelectRetrieve + " WHERE series.uid = $key ORDER BY retrieve.id DESC", seriesInstanceUID, ReadRetrieve,
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> ListMissingAsync(
        long retrieveId, CancellationToken cancellationToken = default)
    {
        var missing = new List<string>();
        await foreach (var uid in List(SelectMissing, retrieveId, r => r.GetString(0), cancellationToken))
            missing.Add(uid);
        return missing;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<DeliveryRecord> ListDeliveriesAsync(
        string sopInstanceUID, CancellationToken cancellationToken = default)
        => List(SelectDeliveries, sopInstanceUID, ReadDelivery, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<DeliveryRecord> ListDeliveriesOfSeriesAsync(
        string seriesInstanceUID, CancellationToken cancellationToken = default)
        => List(SelectDeliveriesOfSeries, seriesInstanceUID, ReadDelivery, cancellationToken);

    private ValueTask<T?> First<T>(
        string sql, object? key, Func<SqliteDataReader, T> read, (string Name, string Value)? other = null)
        where T : class
    {
        var connection = _connections.RentReader();
        try
        {
            using var command = CreateCommand(connection, sql, key);
            if (other is var (name, value))
                command.Parameters.AddWithValue(name, value);
            using var reader = command.ExecuteReader();
            return new ValueTask<T?>(reader.Read() ? read(reader) : null);
        }
        catch (SqliteException exception)
        {
            throw CannotRead(exception);
        }
        finally
        {
            _connections.ReturnReader(connection);
        }
    }

    private async IAsyncEnumerable<T> List<T>(
        string sql, object? key, Func<SqliteDataReader, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var connection = _connections.RentReader();
        try
        {
            using var command = CreateCommand(connection, sql, key);
            using var reader = Guard(command.ExecuteReader);
            while (Guard(reader.Read))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return read(reader);
            }
        }
        finally
        {
            _connections.ReturnReader(connection);
        }
    }

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException exception)
        {
            throw CannotRead(exception);
        }
    }

    private IndexException CannotRead(SqliteException exception)
        => SqliteProblem.Of("read", DatabasePath, exception);

    private static SqliteCommand CreateCommand(SqliteConnection connection, string sql, object? key)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        if (key is not null)
            command.Parameters.AddWithValue("$key", key);
        return command;
    }

    private static PatientRecord ReadPatient(SqliteDataReader reader) => new()
    {
        PatientID = reader.GetString(0),
        PatientName = Text(reader, 1),
        PatientBirthDate = Text(reader, 2),
        PatientSex = Text(reader, 3),
        PatientAge = Text(reader, 4),
    };

    private static StudyRecord ReadStudy(SqliteDataReader reader) => new()
    {
        StudyInstanceUID = reader.GetString(0),
        PatientID = reader.GetString(1),
        StudyDescription = Text(reader, 2),
        StudyDate = Text(reader, 3),
        StudyTime = Text(reader, 4),
        AccessionNumber = Text(reader, 5),
        StudyID = Text(reader, 6),
        ReferringPhysicianName = Text(reader, 7),
        PerformedStationAETitle = Text(reader, 8),
        SeriesCount = reader.GetInt64(9),
        Received = reader.GetInt64(10),
        Bytes = reader.GetInt64(11),
    };

    private static SeriesRecord ReadSeries(SqliteDataReader reader) => new()
    {
        SeriesInstanceUID = reader.GetString(0),
        StudyInstanceUID = reader.GetString(1),
        PatientID = reader.GetString(2),
        Modality = Text(reader, 3),
        SeriesNumber = Text(reader, 4),
        SeriesDescription = Text(reader, 5),
        SeriesDate = Text(reader, 6),
        Directory = Text(reader, 7),
        Requested = Number(reader, 8),
        Received = reader.GetInt64(9),
        Pushed = reader.GetInt64(10),
        Registered = reader.GetInt64(11),
        Bytes = reader.GetInt64(12),
        LastReceivedAt = Time(reader, 13),
        Superseded = reader.GetInt64(14),
        Missing = Number(reader, 15),
    };

    private static InstanceRecord ReadInstance(SqliteDataReader reader) => new()
    {
        SOPInstanceUID = reader.GetString(0),
        SOPClassUID = reader.GetString(1),
        SeriesInstanceUID = reader.GetString(2),
        TransferSyntaxUID = reader.GetString(3),
        RelativePath = reader.GetString(4),
        Size = reader.GetInt64(5),
        ReceivedAt = Time(reader, 6)!.Value,
        CallingAETitle = Text(reader, 7),
    };

    private static RetrieveRecord ReadRetrieve(SqliteDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        Job = reader.GetString(1),
        Pacs = reader.GetString(2),
        StudyInstanceUID = reader.GetString(3),
        SeriesInstanceUID = reader.GetString(4),
        StartedAt = Time(reader, 5)!.Value,
        FinishedAt = Time(reader, 6),
        Outcome = Text(reader, 7),
        Requested = Number(reader, 8),
        Received = reader.GetInt64(9),
        ListsInstances = reader.GetBoolean(10),
    };

    private static DeliveryRecord ReadDelivery(SqliteDataReader reader) => new()
    {
        SOPInstanceUID = reader.GetString(0),
        Kind = (DeliveryKind)reader.GetInt64(1),
        Target = reader.GetString(2),
        ObjectName = Text(reader, 3),
        Checksum = Text(reader, 4),
        At = Time(reader, 5)!.Value,
        Error = Text(reader, 6),
    };

    private static string? Text(SqliteDataReader reader, int column)
        => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static long? Number(SqliteDataReader reader, int column)
        => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    private static DateTimeOffset? Time(SqliteDataReader reader, int column)
        => reader.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    private sealed record Box<T>(T Value);
}
