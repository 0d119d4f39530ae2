using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PxSharp.Index;

/// <summary>Says of a result code of SQLite what is wrong and what to do, in words that need no SQLite.</summary>
internal static class SqliteProblem
{
    /// <summary>The exception for a database that could not be opened, read or written.</summary>
    /// <param name="verb">"open", "read" or "write".</param>
    /// <param name="path">The database file.</param>
    /// <param name="exception">What the database said.</param>
    public static IndexException Of(string verb, string path, SqliteException exception) =>
        new(
            $"cannot {verb} the tracking database {path}: {Words(exception.SqliteErrorCode, exception.Message)}",
            exception)
        {
            IsDenied = IsDenied(exception.SqliteErrorCode),
        };

    /// <summary>The same for a result code.</summary>
    public static IndexException Of(string verb, string path, int result, string message) =>
        new($"cannot {verb} the tracking database {path}: {Words(result & 0xFF, message)}");

    private static bool IsDenied(int code) =>
        code is raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH;

    private static string Words(int code, string message) => code switch
    {
        _ when IsDenied(code) =>
            "it and its directory must be writable; check their permissions, or copy the directory and name the copy "
                + "with --db",
        raw.SQLITE_FULL => "the disk is full",
        raw.SQLITE_IOERR => "the disk does not answer as it should (" + message + ")",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another process has kept it locked for too long; try again",
        raw.SQLITE_CORRUPT =>
            "it is damaged; move it away and record the files anew with px smdb import, which takes the directory "
                + "above data/",
        raw.SQLITE_NOTADB => "it is no database; move it away, or name another directory with --db",
        _ => message,
    };
}
