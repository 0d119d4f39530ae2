namespace PxSharp.Index;

/// <summary>The tables of the tracking database, and the triggers that keep its counts.</summary>
/// <remarks>
/// Counts are columns, changed by triggers in the transaction that changes the instance: no question ever counts
/// instances. Times are Unix milliseconds, UTC. A tag that is absent is NULL, one that is empty is ''.
/// </remarks>
internal static class SqliteSchema
{
    /// <summary>Stands in PRAGMA user_version. A higher one in the file belongs to a newer program.</summary>
    public static int Version => Steps.Count;

    /// <summary>
    /// What makes each version of the one before it, the first from an empty database; in one transaction.
    /// </summary>
    public static IReadOnlyList<string> Steps { get; } = [Tables, Deliveries, Combinations, Returns];

    private const string Tables = """
        CREATE TABLE patient (
            id INTEGER PRIMARY KEY,
            patient_id TEXT NOT NULL UNIQUE,
            name TEXT, birth_date TEXT, sex TEXT, age TEXT
        ) STRICT;

        CREATE TABLE study (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            patient_ref INTEGER NOT NULL REFERENCES patient (id),
            description TEXT, date TEXT, time TEXT, accession_number TEXT, study_id TEXT,
            referring_physician TEXT, station_ae_title TEXT,
            series INTEGER NOT NULL DEFAULT 0,
            received INTEGER NOT NULL DEFAULT 0,
            bytes INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX study_of_patient ON study (patient_ref);

        CREATE TABLE series (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            study_ref INTEGER NOT NULL REFERENCES study (id),
            modality TEXT, number TEXT, description TEXT, date TEXT, directory TEXT,
            requested INTEGER,
            received INTEGER NOT NULL DEFAULT 0,
            pushed INTEGER NOT NULL DEFAULT 0,
            registered INTEGER NOT NULL DEFAULT 0,
            bytes INTEGER NOT NULL DEFAULT 0,
            last_received_at INTEGER
        ) STRICT;
        CREATE INDEX series_of_study ON series (study_ref);

        CREATE TABLE instance (
            uid TEXT PRIMARY KEY,
            series_ref INTEGER NOT NULL REFERENCES series (id),
            sop_class_uid TEXT NOT NULL,
            transfer_syntax_uid TEXT NOT NULL,
            path TEXT NOT NULL,
            size INTEGER NOT NULL,
            received_at INTEGER NOT NULL,
            calling_ae_title TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX instance_of_series ON instance (series_ref);

        CREATE TABLE retrieve (
            id INTEGER PRIMARY KEY,
            job TEXT NOT NULL,
            pacs TEXT NOT NULL,
            series_ref INTEGER NOT NULL REFERENCES series (id),
            started_at INTEGER NOT NULL,
            finished_at INTEGER,
            outcome TEXT,
            requested INTEGER,
            received INTEGER
        ) STRICT;
        CREATE INDEX retrieve_of_series ON retrieve (series_ref);

        CREATE TABLE expected (
            retrieve_ref INTEGER NOT NULL REFERENCES retrieve (id),
            uid TEXT NOT NULL,
            received INTEGER NOT NULL,
            PRIMARY KEY (retrieve_ref, uid)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX missing_by_uid ON expected (uid) WHERE received = 0;
        CREATE INDEX missing_of_retrieve ON expected (retrieve_ref, uid) WHERE received = 0;

        CREATE TABLE total (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            patients INTEGER NOT NULL, studies INTEGER NOT NULL, series INTEGER NOT NULL,
            instances INTEGER NOT NULL, bytes INTEGER NOT NULL
        ) STRICT;
        INSERT INTO total VALUES (1, 0, 0, 0, 0, 0);

        CREATE TRIGGER patient_added AFTER INSERT ON patient BEGIN
            UPDATE total SET patients = patients + 1;
        END;
        CREATE TRIGGER study_added AFTER INSERT ON study BEGIN
            UPDATE total SET studies = studies + 1;
        END;
        CREATE TRIGGER series_added AFTER INSERT ON series BEGIN
            UPDATE total SET series = series + 1;
            UPDATE study SET series = series + 1 WHERE id = new.study_ref;
        END;
        CREATE TRIGGER instance_added AFTER INSERT ON instance BEGIN
            UPDATE series SET received = received + 1, bytes = bytes + new.size, last_received_at = new.received_at
                WHERE id = new.series_ref;
            UPDATE study SET received = received + 1, bytes = bytes + new.size
                WHERE id = (SELECT study_ref FROM series WHERE id = new.series_ref);
            UPDATE total SET instances = instances + 1, bytes = bytes + new.size;
            UPDATE expected SET received = 1 WHERE uid = new.uid AND received = 0;
        END;
        CREATE TRIGGER instance_changed AFTER UPDATE OF series_ref, size ON instance
            WHEN old.series_ref <> new.series_ref OR old.size <> new.size BEGIN
            UPDATE series SET received = received - 1, bytes = bytes - old.size WHERE id = old.series_ref;
            UPDATE study SET received = received - 1, bytes = bytes - old.size
                WHERE id = (SELECT study_ref FROM series WHERE id = old.series_ref);
            UPDATE series SET received = received + 1, bytes = bytes + new.size, last_received_at = new.received_at
                WHERE id = new.series_ref;
            UPDATE study SET received = received + 1, bytes = bytes + new.size
                WHERE id = (SELECT study_ref FROM series WHERE id = new.series_ref);
            UPDATE total SET bytes = bytes - old.size + new.size;
        END;
        CREATE TRIGGER expected_came AFTER UPDATE OF received ON expected BEGIN
            UPDATE retrieve SET received = received + new.received - old.received WHERE id = new.retrieve_ref;
        END;
        """;

    // An instance counts once, however many targets it was delivered to.
    private const string Deliveries = """
        CREATE TABLE delivery (
            uid TEXT NOT NULL,
            kind INTEGER NOT NULL,
            target TEXT NOT NULL,
            name TEXT,
            checksum TEXT,
            at INTEGER NOT NULL,
            error TEXT,
            PRIMARY KEY (uid, kind, target)
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER delivery_added AFTER INSERT ON delivery
            WHEN new.error IS NULL AND NOT EXISTS (
                SELECT 1 FROM delivery
                WHERE uid = new.uid AND kind = new.kind AND target <> new.target AND error IS NULL) BEGIN
            UPDATE series SET pushed = pushed + (new.kind = 0), registered = registered + (new.kind = 1)
                WHERE id = (SELECT series_ref FROM instance WHERE uid = new.uid);
        END;
        CREATE TRIGGER delivery_changed AFTER UPDATE OF error ON delivery
            WHEN (old.error IS NULL) <> (new.error IS NULL) AND NOT EXISTS (
                SELECT 1 FROM delivery
                WHERE uid = new.uid AND kind = new.kind AND target <> new.target AND error IS NULL) BEGIN
            UPDATE series SET
                pushed = pushed + (new.kind = 0) * ((new.error IS NULL) - (old.error IS NULL)),
                registered = registered + (new.kind = 1) * ((new.error IS NULL) - (old.error IS NULL))
                WHERE id = (SELECT series_ref FROM instance WHERE uid = new.uid);
        END;
        CREATE TRIGGER instance_with_deliveries AFTER INSERT ON instance
            WHEN EXISTS (SELECT 1 FROM delivery WHERE uid = new.uid AND error IS NULL) BEGIN
            UPDATE series SET
                pushed = pushed
                    + EXISTS (SELECT 1 FROM delivery WHERE uid = new.uid AND kind = 0 AND error IS NULL),
                registered = registered
                    + EXISTS (SELECT 1 FROM delivery WHERE uid = new.uid AND kind = 1 AND error IS NULL)
                WHERE id = new.series_ref;
        END;
        CREATE TRIGGER instance_moved_with_deliveries AFTER UPDATE OF series_ref ON instance
            WHEN old.series_ref <> new.series_ref
                AND EXISTS (SELECT 1 FROM delivery WHERE uid = new.uid AND error IS NULL) BEGIN
            UPDATE series SET
                pushed = pushed + CASE id WHEN new.series_ref THEN 1 ELSE -1 END
                    * EXISTS (SELECT 1 FROM delivery WHERE uid = new.uid AND kind = 0 AND error IS NULL),
                registered = registered + CASE id WHEN new.series_ref THEN 1 ELSE -1 END
                    * EXISTS (SELECT 1 FROM delivery WHERE uid = new.uid AND kind = 1 AND error IS NULL)
                WHERE id IN (old.series_ref, new.series_ref);
        END;
        """;

    // Peers use one UID in two studies or for two patients: an instance belongs where it says itself. Patients without
    // an ID are told apart by their study. A table is made anew under its name, as the triggers of others name it.
    private const string Combinations = """
        CREATE TEMP TABLE old_patient AS SELECT * FROM patient;
        CREATE TEMP TABLE old_study AS SELECT * FROM study;
        CREATE TEMP TABLE old_series AS SELECT * FROM series;
        DROP TABLE series;
        DROP TABLE study;
        DROP TABLE patient;

        CREATE TABLE patient (
            id INTEGER PRIMARY KEY,
            patient_id TEXT NOT NULL,
            study_uid TEXT NOT NULL,
            name TEXT, birth_date TEXT, sex TEXT, age TEXT,
            UNIQUE (patient_id, study_uid)
        ) STRICT;
        INSERT INTO patient (id, patient_id, study_uid, name, birth_date, sex, age)
            SELECT id, patient_id, '', name, birth_date, sex, age FROM old_patient WHERE patient_id <> '';
        INSERT INTO patient (patient_id, study_uid)
            SELECT '', uid FROM old_study WHERE patient_ref IN (SELECT id FROM old_patient WHERE patient_id = '');

        CREATE TABLE study (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL,
            patient_ref INTEGER NOT NULL REFERENCES patient (id),
            description TEXT, date TEXT, time TEXT, accession_number TEXT, study_id TEXT,
            referring_physician TEXT, station_ae_title TEXT,
            series INTEGER NOT NULL DEFAULT 0,
            received INTEGER NOT NULL DEFAULT 0,
            bytes INTEGER NOT NULL DEFAULT 0,
            UNIQUE (uid, patient_ref)
        ) STRICT;
        INSERT INTO study (id, uid, patient_ref, description, date, time, accession_number, study_id,
                referring_physician, station_ae_title, series, received, bytes)
            SELECT old_study.id, uid, coalesce(patient.id, patient_ref), description, date, time, accession_number,
                old_study.study_id, referring_physician, station_ae_title, series, received, bytes
            FROM old_study LEFT JOIN patient ON patient.patient_id = '' AND patient.study_uid = old_study.uid;
        CREATE INDEX study_of_patient ON study (patient_ref);

        CREATE TABLE series (
            id INTEGER PRIMARY KEY,
            uid TEXT NOT NULL,
            study_ref INTEGER NOT NULL REFERENCES study (id),
            modality TEXT, number TEXT, description TEXT, date TEXT, directory TEXT,
            requested INTEGER,
            received INTEGER NOT NULL DEFAULT 0,
            pushed INTEGER NOT NULL DEFAULT 0,
            registered INTEGER NOT NULL DEFAULT 0,
            superseded INTEGER NOT NULL DEFAULT 0,
            bytes INTEGER NOT NULL DEFAULT 0,
            last_received_at INTEGER,
            UNIQUE (uid, study_ref)
        ) STRICT;
        INSERT INTO series (id, uid, study_ref, modality, number, description, date, directory, requested, received,
                pushed, registered, bytes, last_received_at)
            SELECT id, uid, study_ref, modality, number, description, date, directory, requested, received,
                pushed, registered, bytes, last_received_at FROM old_series;
        CREATE INDEX series_of_study ON series (study_ref);
        DROP TABLE old_patient;
        DROP TABLE old_study;
        DROP TABLE old_series;
        UPDATE total SET patients = (SELECT count(*) FROM patient);

        CREATE TRIGGER patient_added AFTER INSERT ON patient BEGIN
            UPDATE total SET patients = patients + 1;
        END;
        CREATE TRIGGER study_added AFTER INSERT ON study BEGIN
            UPDATE total SET studies = studies + 1;
        END;
        CREATE TRIGGER series_added AFTER INSERT ON series BEGIN
            UPDATE total SET series = series + 1;
            UPDATE study SET series = series + 1 WHERE id = new.study_ref;
        END;
        CREATE TRIGGER series_moved AFTER UPDATE OF study_ref ON series WHEN old.study_ref <> new.study_ref BEGIN
            UPDATE study SET series = series - 1, received = received - new.received, bytes = bytes - new.bytes
                WHERE id = old.study_ref;
            UPDATE study SET series = series + 1, received = received + new.received, bytes = bytes + new.bytes
                WHERE id = new.study_ref;
            DELETE FROM study WHERE id = old.study_ref AND series = 0;
        END;
        CREATE TRIGGER study_moved AFTER UPDATE OF patient_ref ON study WHEN old.patient_ref <> new.patient_ref BEGIN
            DELETE FROM patient WHERE id = old.patient_ref
                AND NOT EXISTS (SELECT 1 FROM study WHERE patient_ref = old.patient_ref);
        END;
        CREATE TRIGGER study_removed AFTER DELETE ON study BEGIN
            UPDATE total SET studies = studies - 1;
            DELETE FROM patient WHERE id = old.patient_ref
                AND NOT EXISTS (SELECT 1 FROM study WHERE patient_ref = old.patient_ref);
        END;
        CREATE TRIGGER patient_removed AFTER DELETE ON patient BEGIN
            UPDATE total SET patients = patients - 1;
        END;
        """;

    // What was expected again, as its file was lost, may come while its record is still there.
    private const string Returns = """
        CREATE TRIGGER instance_returned AFTER UPDATE ON instance BEGIN
            UPDATE expected SET received = 1 WHERE uid = new.uid AND received = 0;
        END;
        """;
}
