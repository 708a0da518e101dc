using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tandem.Platform.Data.Rows;

/// <summary>
/// Runs prepared statements on an open connection and keeps them. A row costs its bindings and a step: ADO.NET's command, reader and search for
/// parameter names cost more than SQLite's own work on it.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private const int Most = 200;

    private readonly Dictionary<string, sqlite3_stmt> prepared = new(StringComparer.Ordinal);
    private readonly sqlite3 database = connection.Handle!;

    /// <summary>Whether a transaction is open; the database ends one by itself when the disk fails.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(database) == 0;

    /// <summary>Runs a statement; answers how many rows it changed.</summary>
    public int Run(string sql, ReadOnlySpan<object?> values = default)
    {
        var statement = Prepared(sql);
        for (var at = 0; at < values.Length; at++) Check(Bind(statement, at + 1, values[at]));
        var result = raw.sqlite3_step(statement);
        var changed = raw.sqlite3_changes(database);
        // Resetting repeats the error of the step, with its message.
        var after = raw.sqlite3_reset(statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) Check(after == raw.SQLITE_OK ? result : after);
        return changed;
    }

    public void Dispose()
    {
        foreach (var statement in prepared.Values) statement.Dispose();
        prepared.Clear();
    }

    private sqlite3_stmt Prepared(string sql)
    {
        if (prepared.TryGetValue(sql, out var known)) return known;
        if (prepared.Count >= Most) Dispose();
        Check(raw.sqlite3_prepare_v2(database, sql, out var statement));
        return prepared[sql] = statement;
    }

    private static int Bind(sqlite3_stmt statement, int number, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, number),
        string text => raw.sqlite3_bind_text(statement, number, text),
        byte[] bytes => raw.sqlite3_bind_blob(statement, number, bytes),
        long whole => raw.sqlite3_bind_int64(statement, number, whole),
        int whole => raw.sqlite3_bind_int64(statement, number, whole),
        short small => raw.sqlite3_bind_int64(statement, number, small),
        bool yes => raw.sqlite3_bind_int64(statement, number, yes ? 1 : 0),
        ulong whole => raw.sqlite3_bind_int64(statement, number, unchecked((long)whole)),
        double number64 => raw.sqlite3_bind_double(statement, number, number64),
        _ => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"A {value.GetType().Name} cannot be bound.")),
    };

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
