using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Tandem.Platform.Data.Rows;

/// <summary>
/// Writes thousands of rows inside the transaction under way: prepared statements on SQLite; on PostgreSQL one COPY for the inserts of a table, and
/// one COPY and one UPDATE for the updates that set the same columns.
/// </summary>
internal static class ManyRows
{
    /// <summary>So many statements of one form are worth a table of their own.</summary>
    private const int Few = 20;

    public static async Task Write(CrmDb db, IReadOnlyList<RowWrite> rows, CancellationToken stop)
    {
        if (db.Database.GetDbConnection() is NpgsqlConnection postgres)
        {
            foreach (var alike in rows.GroupBy(row => row.Sql))
            {
                var all = alike.ToList();
                if (all.Count < Few || (all[0].IsChecked || IsUpdate(all[0])) && all[0].Changed == 0) await OneByOne(postgres, all, stop);
                else if (IsUpdate(all[0])) await Update(postgres, all, stop);
                else await Copy(postgres, all[0].Table.Table, all[0].Columns.Select(column => column.Name), all, stop);
            }

            return;
        }

        // SQLite answers within the call: awaiting each row would cost more than the row.
        using var statements = new SqliteStatements((SqliteConnection)db.Database.GetDbConnection());
        foreach (var row in rows)
        {
            stop.ThrowIfCancellationRequested();
            if (statements.Run(row.Sql, row.Values) == 0 && row.IsChecked) throw new VersionChanged();
        }
    }

    private static bool IsUpdate(RowWrite row) => row.Sql.StartsWith("UPDATE", StringComparison.Ordinal);

    private static async Task OneByOne(NpgsqlConnection connection, List<RowWrite> rows, CancellationToken stop)
    {
        await using var batch = PostgresWriter.Batch(connection, rows);
        await batch.ExecuteNonQueryAsync(stop);
        for (var at = 0; at < rows.Count; at++)
            if (rows[at].IsChecked && batch.BatchCommands[at].RecordsAffected == 0) throw new VersionChanged();
    }

    /// <summary>The values go into a table that the transaction takes away, and from there into the rows that are as they were read.</summary>
    private static async Task Update(NpgsqlConnection connection, List<RowWrite> rows, CancellationToken stop)
    {
        var first = rows[0];
        var names = first.Columns.Select((_, at) => string.Create(CultureInfo.InvariantCulture, $"v{at}")).ToArray();
        await Run(connection, $"CREATE TEMP TABLE many_rows ({string.Join(", ", first.Columns.Select((column, at) => $"{names[at]} {column.StoreType}"))}) ON COMMIT DROP", stop);
        await Copy(connection, "many_rows", names, rows, stop);
        var set = string.Join(", ", first.Columns.Take(first.Changed).Select((column, at) => $"\"{column.Name}\" = many_rows.{names[at]}"));
        var where = string.Join(" AND ", first.Columns.Skip(first.Changed).Select((column, at) => $"the.\"{column.Name}\" = many_rows.{names[first.Changed + at]}"));
        var found = await Run(connection, $"UPDATE \"{first.Table.Table}\" AS the SET {set} FROM many_rows WHERE {where}", stop);
        await Run(connection, "DROP TABLE many_rows", stop);
        if (first.IsChecked && found != rows.Count) throw new VersionChanged();
    }

    private static async Task<int> Run(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(stop);
    }

    private static async Task Copy(NpgsqlConnection connection, string table, IEnumerable<string> names, List<RowWrite> rows, CancellationToken stop)
    {
        var columns = rows[0].Columns;
        await using var copy = await connection.BeginBinaryImportAsync($"COPY \"{table}\" ({string.Join(", ", names.Select(name => $"\"{name}\""))}) FROM STDIN (FORMAT BINARY)", stop);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(stop);
            for (var at = 0; at < columns.Length; at++)
            {
                if (row.Values[at] is { } value) await copy.WriteAsync(value, columns[at].StoreType, stop);
                else await copy.WriteNullAsync(stop);
            }
        }

        await copy.CompleteAsync(stop);
    }
}
