using Microsoft.Data.Sqlite;

namespace PxSharp.Index;

/// <summary>
/// The prepared statements that change the database. Used by the writer only, inside its transaction.
/// </summary>
internal sealed class SqliteStatements : IDisposable
{
    private const int LargestCache = 4096;

    private readonly Dictionary<string, KnownSeries> _known = [];
    private readonly List<SqliteCommand> _commands = [];
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _patient;
    private readonly SqliteCommand _study;
    private readonly SqliteCommand _series;
    private readonly SqliteCommand _instance;
    private readonly SqliteCommand _retrieve;
    private readonly SqliteCommand _expected;
    private readonly SqliteCommand _countExpected;
    private readonly SqliteCommand _requested;
    private readonly SqliteCommand _endRetrieve;
    private readonly SqliteCommand _delivery;

    public SqliteStatements(SqliteConnection connection)
    {
        _connection = connection;
        _patient = Prepare("""
            INSERT INTO patient (patient_id, name, birth_date, sex, age) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (patient_id) DO UPDATE SET
                name = coalesce(excluded.name, name), birth_date = coalesce(excluded.birth_date, birth_date),
                sex = coalesce(excluded.sex, sex), age = coalesce(excluded.age, age)
            RETURNING id
            """, 5);
        _study = Prepare("""
            INSERT INTO study (uid, patient_ref, description, date, time, accession_number, study_id,
                referring_physician, station_ae_title) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (uid) DO UPDATE SET
                patient_ref = excluded.patient_ref,
                description = coalesce(excluded.description, description), date = coalesce(excluded.date, date),
                time = coalesce(excluded.time, time),
                accession_number = coalesce(excluded.accession_number, accession_number),
                study_id = coalesce(excluded.study_id, study_id),
                referring_physician = coalesce(excluded.referring_physician, referring_physician),
                station_ae_title = coalesce(excluded.station_ae_title, station_ae_title)
            RETURNING id
            """, 9);
        _series = Prepare("""
            INSERT INTO series (uid, study_ref, modality, number, description, date, directory)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (uid) DO UPDATE SET
                modality = coalesce(excluded.modality, modality), number = coalesce(excluded.number, number),
                description = coalesce(excluded.description, description), date = coalesce(excluded.date, date),
                directory = coalesce(excluded.directory, directory)
            RETURNING id
            """, 7);
        _instance = Prepare("""
            INSERT INTO instance (uid, series_ref, sop_class_uid, transfer_syntax_uid, path, size, received_at,
                calling_ae_title) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (uid) DO UPDATE SET
                series_ref = excluded.series_ref, sop_class_uid = excluded.sop_class_uid,
                transfer_syntax_uid = excluded.transfer_syntax_uid, path = excluded.path, size = excluded.size,
                received_at = excluded.received_at, calling_ae_title = excluded.calling_ae_title
            """, 8);
        _retrieve = Prepare("""
            INSERT INTO retrieve (job, pacs, series_ref, started_at, requested) VALUES ($1, $2, $3, $4, $5)
            RETURNING id
            """, 5);
        _expected = Prepare("""
            INSERT INTO expected (retrieve_ref, uid, received)
            VALUES ($1, $2, EXISTS (SELECT 1 FROM instance WHERE uid = $2)) ON CONFLICT DO NOTHING
            """, 2);
        _countExpected = Prepare("""
            UPDATE retrieve SET (requested, received) =
                (SELECT count(*), coalesce(sum(received), 0) FROM expected WHERE retrieve_ref = $1)
            WHERE id = $1 RETURNING requested
            """, 1);
        _requested = Prepare("UPDATE series SET requested = $2 WHERE id = $1", 2);
        _endRetrieve = Prepare("UPDATE retrieve SET finished_at = $2, outcome = $3 WHERE id = $1", 3);
        _delivery = Prepare("""
            INSERT INTO delivery (uid, kind, target, name, checksum, at, error) VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (uid, kind, target) DO UPDATE SET
                name = excluded.name, checksum = excluded.checksum, at = excluded.at, error = excluded.error
            """, 7);
    }

    public void AddInstance(ReceivedInstance received)
    {
        var instance = received.Instance;
        var series = FindOrAddSeries(received.Series, received.Study, received.Patient);
        Run(_instance, instance.SOPInstanceUID, series, instance.SOPClassUID, instance.TransferSyntaxUID,
            instance.RelativePath, instance.Size, instance.ReceivedAt.ToUnixTimeMilliseconds(),
            instance.CallingAETitle);
    }

    public long BeginRetrieve(RetrieveRequest request, DateTimeOffset now)
    {
        var series = FindOrAddSeries(request.Series, request.Study, request.Patient);
        object? requested = request.ExpectedInstances?.Count ?? request.ExpectedCount;
        var id = RunForId(_retrieve, request.Job, request.Pacs, series, now.ToUnixTimeMilliseconds(), requested);
        if (request.ExpectedInstances is { } instances)
        {
            foreach (var uid in instances)
                Run(_expected, id, uid);
            requested = RunForId(_countExpected, id);
        }
        Run(_requested, series, requested);
        return id;
    }

    public void EndRetrieve(long id, string outcome, DateTimeOffset now)
        => Run(_endRetrieve, id, now.ToUnixTimeMilliseconds(), outcome);

    public void RecordDelivery(DeliveryRecord delivery)
        => Run(_delivery, delivery.SOPInstanceUID, (long)delivery.Kind, delivery.Target, delivery.ObjectName,
            delivery.Checksum, delivery.At.ToUnixTimeMilliseconds(), delivery.Error);

    /// <summary>Drops what is remembered of the database; after a rollback it may be wrong.</summary>
    public void Forget() => _known.Clear();

    public void Dispose()
    {
        foreach (var command in _commands)
            command.Dispose();
    }

    private long FindOrAddSeries(SeriesRecord series, StudyRecord study, PatientRecord patient)
    {
        // Nearly every instance has the same series as one a moment ago: nothing to say again about it.
        if (_known.TryGetValue(series.SeriesInstanceUID, out var known)
            && known.Series == series && known.Study == study && known.Patient == patient)
        {
            return known.Id;
        }
        var patientId = RunForId(_patient, patient.PatientID, patient.PatientName, patient.PatientBirthDate,
            patient.PatientSex, patient.PatientAge);
        var studyId = RunForId(_study, study.StudyInstanceUID, patientId, study.StudyDescription, study.StudyDate,
            study.StudyTime, study.AccessionNumber, study.StudyID, study.ReferringPhysicianName,
            study.PerformedStationAETitle);
        var id = RunForId(_series, series.SeriesInstanceUID, studyId, series.Modality, series.SeriesNumber,
            series.SeriesDescription, series.SeriesDate, series.Directory);
        if (_known.Count >= LargestCache)
            _known.Clear();
        _known[series.SeriesInstanceUID] = new KnownSeries(id, series, study, patient);
        return id;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter("$" + i.ToString(null, null), DBNull.Value));
        command.Prepare();
        _commands.Add(command);
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        Bind(command, values);
        command.ExecuteNonQuery();
    }

    private static long RunForId(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        Bind(command, values);
        return (long)command.ExecuteScalar()!;
    }

    private static void Bind(SqliteCommand command, ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }

    private sealed record KnownSeries(long Id, SeriesRecord Series, StudyRecord Study, PatientRecord Patient);
}
