using Microsoft.Data.Sqlite;
using PxSharp.Dicom;

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
    private readonly SqliteCommand _claimStudy;
    private readonly SqliteCommand _claimSeries;
    private readonly SqliteCommand _otherPatient;
    private readonly SqliteCommand _otherStudy;
    private readonly SqliteCommand _formerPath;
    private readonly SqliteCommand _knownSeries;
    private readonly SqliteCommand _knownStudy;
    private readonly SqliteCommand _superseded;
    private readonly SqliteCommand _dataVersion;
    private readonly SqliteCommand _instance;
    private readonly SqliteCommand _retrieve;
    private readonly SqliteCommand _expected;
    private readonly SqliteCommand _countExpected;
    private readonly SqliteCommand _requested;
    private readonly SqliteCommand _endRetrieve;
    private readonly SqliteCommand _delivery;
    private long _seenVersion;

    public SqliteStatements(SqliteConnection connection)
    {
        _connection = connection;
        _patient = Prepare("""
            INSERT INTO patient (patient_id, study_uid, name, birth_date, sex, age) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (patient_id, study_uid) DO UPDATE SET
                name = coalesce(excluded.name, name), birth_date = coalesce(excluded.birth_date, birth_date),
                sex = coalesce(excluded.sex, sex), age = coalesce(excluded.age, age)
            RETURNING id
            """, 6);
        _study = Prepare("""
            INSERT INTO study (uid, patient_ref, description, date, time, accession_number, study_id,
                referring_physician, station_ae_title) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (uid, patient_ref) DO UPDATE SET
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
            ON CONFLICT (uid, study_ref) DO UPDATE SET
                modality = coalesce(excluded.modality, modality), number = coalesce(excluded.number, number),
                description = coalesce(excluded.description, description), date = coalesce(excluded.date, date),
                directory = coalesce(excluded.directory, directory)
            RETURNING id
            """, 7);
        // A study or series of which nothing came yet is but a promise of a PACS: it goes where its instances say.
        _claimStudy = Prepare("""
            UPDATE study SET patient_ref = $2
            WHERE id = (SELECT id FROM study WHERE uid = $1 AND received = 0 ORDER BY id LIMIT 1)
                AND NOT EXISTS (SELECT 1 FROM study WHERE uid = $1 AND patient_ref = $2)
            """, 2);
        _claimSeries = Prepare("""
            UPDATE series SET study_ref = $2
            WHERE id = (SELECT id FROM series WHERE uid = $1 AND received = 0 ORDER BY id LIMIT 1)
                AND NOT EXISTS (SELECT 1 FROM series WHERE uid = $1 AND study_ref = $2)
            """, 2);
        _otherPatient = Prepare("""
            SELECT patient_id FROM study JOIN patient ON patient.id = study.patient_ref
            WHERE study.uid = $1 AND study.id <> $2 AND received > 0
                AND (SELECT received FROM study WHERE id = $2) = 0
            ORDER BY study.id LIMIT 1
            """, 2);
        _otherStudy = Prepare("""
            SELECT study.uid FROM series JOIN study ON study.id = series.study_ref
            WHERE series.uid = $1 AND series.id <> $2 AND series.received > 0 AND study.uid <> $3
                AND (SELECT received FROM series WHERE id = $2) = 0
            ORDER BY series.id LIMIT 1
            """, 3);
        _formerPath = Prepare("SELECT path FROM instance WHERE uid = $1 AND path <> $2", 2);
        _knownSeries = Prepare("""
            SELECT series.id FROM series JOIN study ON study.id = series.study_ref
                JOIN patient ON patient.id = study.patient_ref
            WHERE series.uid = $1 AND study.uid = $2
            ORDER BY patient_id = $3 DESC, series.received > 0 DESC, series.id DESC LIMIT 1
            """, 3);
        _knownStudy = Prepare("""
            SELECT study.id FROM study JOIN patient ON patient.id = study.patient_ref
            WHERE study.uid = $1
            ORDER BY patient_id = $2 DESC, received > 0 DESC, study.id DESC LIMIT 1
            """, 2);
        _superseded = Prepare("UPDATE series SET superseded = superseded + 1 WHERE id = $1", 1);
        _dataVersion = Prepare("PRAGMA data_version", 0);
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
            VALUES ($1, $2, NOT $3 AND EXISTS (SELECT 1 FROM instance WHERE uid = $2)) ON CONFLICT DO NOTHING
            """, 3);
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

    /// <summary>
    /// Begins a transaction: when another process changed anything since the last one, nothing is remembered.
    /// </summary>
    public void Begin()
    {
        if (RunForId(_dataVersion) is var version && version != _seenVersion)
            Forget();
        _seenVersion = version;
    }

    /// <summary>Records an instance where it says that it belongs.</summary>
    /// <returns>Where that is not where its UIDs were known to belong.</returns>
    public IReadOnlyList<UIDCollision> AddInstance(ReceivedInstance received)
    {
        var instance = received.Instance;
        List<UIDCollision>? collisions = null;
        var series = FindOrAddSeries(received.Series, received.Study, received.Patient, ref collisions);
        var isSuperseding = instance.IsSuperseding;
        if (RunForText(_formerPath, instance.SOPInstanceUID, instance.RelativePath) is { } path)
        {
            isSuperseding = true;
            Collide(ref collisions, DicomTag.SOPInstanceUID, instance.SOPInstanceUID, path, instance.RelativePath);
        }
        Run(_instance, instance.SOPInstanceUID, series, instance.SOPClassUID, instance.TransferSyntaxUID,
            instance.RelativePath, instance.Size, instance.ReceivedAt.ToUnixTimeMilliseconds(),
            instance.CallingAETitle);
        if (isSuperseding)
            Run(_superseded, series);
        return collisions ?? (IReadOnlyList<UIDCollision>)[];
    }

    /// <summary>Records a retrieve.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="lost">The instances of it that have a record, and no whole file.</param>
    /// <param name="now">When it begins.</param>
    public long BeginRetrieve(RetrieveRequest request, HashSet<string> lost, DateTimeOffset now)
    {
        var series = FindOrPromiseSeries(request.Series, request.Study, request.Patient);
        object? requested = request.ExpectedInstances?.Count ?? request.ExpectedCount;
        var id = RunForId(_retrieve, request.Job, request.Pacs, series, now.ToUnixTimeMilliseconds(), requested);
        if (request.ExpectedInstances is { } instances)
        {
            foreach (var uid in instances)
                Run(_expected, id, uid, lost.Contains(uid));
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

    private long FindOrAddSeries(
        SeriesRecord series, StudyRecord study, PatientRecord patient, ref List<UIDCollision>? collisions)
    {
        // Nearly every instance has the same series as one a moment ago: nothing to say again about it.
        if (_known.TryGetValue(series.SeriesInstanceUID, out var known)
            && known.Series == series && known.Study == study && known.Patient == patient)
        {
            return known.Id;
        }
        var patientId = AddPatient(patient, study);
        Run(_claimStudy, study.StudyInstanceUID, patientId);
        var studyId = AddStudy(study, patientId);
        Run(_claimSeries, series.SeriesInstanceUID, studyId);
        var id = AddSeries(series, studyId);
        if (study.StudyInstanceUID.Length > 0
            && RunForText(_otherPatient, study.StudyInstanceUID, studyId) is { } otherPatient)
        {
            Collide(
                ref collisions, DicomTag.StudyInstanceUID, study.StudyInstanceUID, otherPatient, patient.PatientID);
        }
        if (series.SeriesInstanceUID.Length > 0
            && RunForText(_otherStudy, series.SeriesInstanceUID, id, study.StudyInstanceUID) is { } otherStudy)
        {
            Collide(
                ref collisions, DicomTag.SeriesInstanceUID, series.SeriesInstanceUID, otherStudy,
                study.StudyInstanceUID);
        }
        if (_known.Count >= LargestCache)
            _known.Clear();
        _known[series.SeriesInstanceUID] = new KnownSeries(id, series, study, patient);
        return id;
    }

    /// <summary>
    /// The series that a PACS promises. What is here already tells better than a PACS where it belongs.
    /// </summary>
    private long FindOrPromiseSeries(SeriesRecord series, StudyRecord study, PatientRecord patient)
    {
        if (TryRunForId(
            _knownSeries, series.SeriesInstanceUID, study.StudyInstanceUID, patient.PatientID) is { } known)
        {
            return known;
        }
        var studyId = TryRunForId(_knownStudy, study.StudyInstanceUID, patient.PatientID)
            ?? AddStudy(study, AddPatient(patient, study));
        return AddSeries(series, studyId);
    }

    /// <summary>Those without an ID are told apart by their study.</summary>
    private long AddPatient(PatientRecord patient, StudyRecord study)
        => RunForId(_patient, patient.PatientID, patient.PatientID.Length > 0 ? "" : study.StudyInstanceUID,
            patient.PatientName, patient.PatientBirthDate, patient.PatientSex, patient.PatientAge);

    private long AddStudy(StudyRecord study, long patientId)
        => RunForId(_study, study.StudyInstanceUID, patientId, study.StudyDescription, study.StudyDate,
            study.StudyTime, study.AccessionNumber, study.StudyID, study.ReferringPhysicianName,
            study.PerformedStationAETitle);

    private long AddSeries(SeriesRecord series, long studyId)
        => RunForId(_series, series.SeriesInstanceUID, studyId, series.Modality, series.SeriesNumber,
            series.SeriesDescription, series.SeriesDate, series.Directory);

    private static void Collide(
        ref List<UIDCollision>? collisions, DicomTag tag, string uid, string earlier, string now)
        => (collisions ??= []).Add(new UIDCollision(tag, uid, earlier, now));

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
        => TryRunForId(command, values)!.Value;

    private static long? TryRunForId(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        Bind(command, values);
        return (long?)command.ExecuteScalar();
    }

    private static string? RunForText(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        Bind(command, values);
        return (string?)command.ExecuteScalar();
    }

    private static void Bind(SqliteCommand command, ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }

    private sealed record KnownSeries(long Id, SeriesRecord Series, StudyRecord Study, PatientRecord Patient);
}
