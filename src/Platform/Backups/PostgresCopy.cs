using Npgsql;

namespace Tandem.Platform.Backups;

/// <summary>
/// A PostgreSQL database as one text file per table (COPY), all of one moment. It needs no tools on the machine and goes into any later
/// server version; the tables themselves come from the migrations.
/// </summary>
internal static class PostgresCopy
{
    private const string History = "__EFMigrationsHistory";

    /// <summary>Writes every table into <paramref name="folder"/>, with its columns in the first line.</summary>
    public static async Task Dump(NpgsqlDataSource source, string folder, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
        foreach (var (table, columns) in await Tables(connection, stop))
        {
            await using var file = new StreamWriter(Path.Combine(folder, table + ".copy"));
            await file.WriteLineAsync(string.Join('\t', columns).AsMemory(), stop);
            using var rows = await connection.BeginTextExportAsync($"COPY {Quoted(table)} ({string.Join(", ", columns.Select(Quoted))}) TO STDOUT", stop);
            var buffer = new char[32 * 1024];
            int read;
            while ((read = await rows.ReadAsync(buffer, stop)) > 0) await file.WriteAsync(buffer.AsMemory(0, read), stop);
        }
    }

    /// <summary>The applied migrations and the hashes of files, read from the dump.</summary>
    public static async Task<(IReadOnlyList<string> Migrations, IReadOnlyList<string> Hashes)> Describe(string folder, CancellationToken stop) =>
        (await Column(folder, History, "MigrationId", stop), await Column(folder, "files", "hash", stop));

    /// <summary>Fills the empty tables of a database that has the dump's migrations. All or nothing.</summary>
    public static async Task Load(NpgsqlDataSource source, string folder, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var all = await connection.BeginTransactionAsync(stop);
        foreach (var table in await InOrderOfReferences(connection, stop))
        {
            var path = Path.Combine(folder, table + ".copy");
            if (table == History || !File.Exists(path)) continue;
            using var file = new StreamReader(path);
            var columns = (await file.ReadLineAsync(stop) ?? throw new BackupFailed($"The table {table} of the backup is empty.")).Split('\t');
            await using (var rows = await connection.BeginTextImportAsync($"COPY {Quoted(table)} ({string.Join(", ", columns.Select(Quoted))}) FROM STDIN", stop))
            {
                var buffer = new char[32 * 1024];
                int read;
                while ((read = await file.ReadAsync(buffer, stop)) > 0) await rows.WriteAsync(buffer.AsMemory(0, read), stop);
            }

            await Continue(connection, table, stop);
        }

        await ForgetTransactions(connection, stop);
        await all.CommitAsync(stop);
    }

    /// <summary>
    /// Transaction ids mean nothing in another cluster: all restored changes become older than any, and readers go on behind what they had all read.
    /// </summary>
    private static async Task ForgetTransactions(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE feed_cursors c SET transaction = 0, sequence = COALESCE(
                (SELECT min(sequence) - 1 FROM changes WHERE (transaction, sequence) > (CAST(CAST(c.transaction AS text) AS xid8), c.sequence)),
                (SELECT max(sequence) FROM changes), 0), leased_by = NULL, leased_until = NULL;
            UPDATE changes SET transaction = '0';
            """, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    private static async Task Continue(NpgsqlConnection connection, string table, CancellationToken stop)
    {
        var counted = await Read(connection,
            $"SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}' AND is_identity = 'YES'", reader => reader.GetString(0), stop);
        foreach (var column in counted)
        {
            await using var command = new NpgsqlCommand(
                $"SELECT setval(pg_get_serial_sequence('{Quoted(table)}', '{column}'), GREATEST((SELECT max({Quoted(column)}) FROM {Quoted(table)}), 1))", connection);
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    private static async Task<List<(string Table, string[] Columns)>> Tables(NpgsqlConnection connection, CancellationToken stop)
    {
        var columns = await Read(connection,
            """
            SELECT c.table_name, c.column_name FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER' ORDER BY c.table_name, c.ordinal_position
            """, reader => (Table: reader.GetString(0), Column: reader.GetString(1)), stop);
        return [.. columns.GroupBy(column => column.Table, StringComparer.Ordinal).Select(table => (table.Key, table.Select(column => column.Column).ToArray()))];
    }

    /// <summary>Tables behind those that they refer to; references to the own table are checked when it is complete.</summary>
    private static async Task<List<string>> InOrderOfReferences(NpgsqlConnection connection, CancellationToken stop)
    {
        var tables = (await Tables(connection, stop)).ConvertAll(table => table.Table);
        var references = await Read(connection,
            "SELECT CAST(conrelid::regclass AS text), CAST(confrelid::regclass AS text) FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid",
            reader => (From: reader.GetString(0).Trim('"'), To: reader.GetString(1).Trim('"')), stop);
        var ordered = new List<string>();
        while (tables.Count > 0)
        {
            var ready = tables.Where(table => references.TrueForAll(reference => reference.From != table || !tables.Contains(reference.To, StringComparer.Ordinal))).ToList();
            if (ready.Count == 0) throw new BackupFailed($"The tables {string.Join(", ", tables)} refer to each other in a circle.");
            ordered.AddRange(ready);
            tables.RemoveAll(ready.Contains);
        }

        return ordered;
    }

    private static async Task<List<T>> Read<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> row, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<T>();
        while (await reader.ReadAsync(stop)) rows.Add(row(reader));
        return rows;
    }

    private static async Task<List<string>> Column(string folder, string table, string column, CancellationToken stop)
    {
        using var file = new StreamReader(Path.Combine(folder, table + ".copy"));
        var at = Array.IndexOf((await file.ReadLineAsync(stop) ?? "").Split('\t'), column);
        var values = new SortedSet<string>(StringComparer.Ordinal);
        while (await file.ReadLineAsync(stop) is { } line) values.Add(line.Split('\t')[at]);
        return [.. values];
    }

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
