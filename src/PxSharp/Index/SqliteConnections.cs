using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using PxSharp.Storage;
using SQLitePCL;

namespace PxSharp.Index;

/// <summary>Opens the connections to one database file, makes its tables, and keeps the readers for reuse.</summary>
internal sealed class SqliteConnections : IDisposable
{
    private readonly ConcurrentBag<SqliteConnection> _idleReaders = [];
    private readonly string _connectionString;
    private readonly Durability _durability;
    private volatile bool _disposed;

    public SqliteConnections(string path, Durability durability)
        : this(path, path, SqliteOpenMode.ReadWriteCreate) => _durability = durability;

    private SqliteConnections(string path, string source, SqliteOpenMode mode)
    {
        Path = path;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString();
    }

    public string Path { get; }

    /// <summary>Connections that read where this user, or the file system, may not write.</summary>
    /// <exception cref="IndexException">It cannot be read without writing beside it, or is none of ours.</exception>
    public static SqliteConnections ReadOnly(string path)
    {
        var shared = new SqliteConnections(path, path, SqliteOpenMode.ReadOnly);
        try
        {
            shared.CheckVersion();
            return shared;
        }
        catch (IndexException exception) when (exception.IsDenied)
        {
            // The log beside it cannot be opened or made: whoever was the last to close the database had none left.
            if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
            {
                throw new IndexException(
                    $"cannot read the tracking database {path}: its newest records stand in {FileNameOf(path)}-wal, "
                        + "which needs a directory that can be written; copy it and name the copy with --db",
                    exception);
            }
        }
        var uri = $"file:{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}?immutable=1";
        var still = new SqliteConnections(path, uri, SqliteOpenMode.ReadOnly);
        still.CheckVersion();
        return still;
    }

    public SqliteConnection OpenWriter()
    {
        // A commit of process durability still syncs at a checkpoint (NORMAL): the loss of power may then cost the
        // newest records, but never the whole database. Checkpoints are made rare, as they hold up the writer.
        var connection = Open($"""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = {(_durability == Durability.Disk ? "FULL" : "NORMAL")};
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA cache_size = -16000;
            PRAGMA temp_store = MEMORY;
            PRAGMA foreign_keys = OFF;
            """);
        MakeTables(connection);
        return connection;
    }

    public SqliteConnection RentReader()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteIndex));
        return _idleReaders.TryTake(out var connection) ? connection : OpenReader();
    }

    public SqliteConnection OpenReader() => Open("PRAGMA query_only = 1; PRAGMA temp_store = MEMORY;");

    public void ReturnReader(SqliteConnection connection)
    {
        if (_disposed)
            connection.Dispose();
        else
            _idleReaders.Add(connection);
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idleReaders.TryTake(out var connection))
            connection.Dispose();
    }

    /// <summary>Runs statements without results, at once; gives SQLite's result code.</summary>
    public static int Execute(SqliteConnection connection, string sql) => raw.sqlite3_exec(connection.Handle, sql);

    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA busy_timeout = 30000;" + pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw SqliteProblem.Of("open", Path, exception);
        }
    }

    private static string FileNameOf(string path) => System.IO.Path.GetFileName(path);

    private void CheckVersion()
    {
        using var connection = OpenReader();
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version;";
            var version = Convert.ToInt32(command.ExecuteScalar(), null);
            if (version > SqliteSchema.Version)
                throw IsNewer(version);
            if (version < SqliteSchema.Version)
            {
                throw new IndexException(
                    $"the tracking database {Path} was written by an older PxSharp and cannot be brought up to date "
                    + "where it may not be written: copy its directory and name the copy with --db");
            }
        }
        catch (SqliteException exception)
        {
            throw SqliteProblem.Of("read", Path, exception);
        }
    }

    private IndexException IsNewer(int version) => new(
        $"the tracking database {Path} was written by a newer PxSharp (its schema is {version}, this one "
        + $"knows {SqliteSchema.Version}): use that one, or another --db");

    private void MakeTables(SqliteConnection connection)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE;";
            command.ExecuteNonQuery();
            command.CommandText = "PRAGMA user_version;";
            var version = Convert.ToInt32(command.ExecuteScalar(), null);
            if (version > SqliteSchema.Version)
                throw IsNewer(version);
            foreach (var step in SqliteSchema.Steps.Skip(version))
            {
                command.CommandText = step;
                command.ExecuteNonQuery();
            }
            command.CommandText = $"PRAGMA user_version = {SqliteSchema.Version}; COMMIT;";
            command.ExecuteNonQuery();
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw SqliteProblem.Of("open", Path, exception);
        }
        catch (IndexException)
        {
            connection.Dispose();
            throw;
        }
    }
}
