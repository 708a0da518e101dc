using Microsoft.Data.Sqlite;
using Npgsql;
using Tandem.Platform.Data;
using Tandem.Testing;
using Tandem.Testing.App;

namespace Tandem.Benchmarks;

/// <summary>What this machine does at best, without the product: the same disk, the same database, the same wire.</summary>
internal static class Limits
{
    /// <summary>One small row a transaction, durable.</summary>
    public static Task<Measured> Commits(TandemApp app, int clients, int requests) => app.Database.Engine == DatabaseEngine.Sqlite ? Sqlite(requests) : Postgres(app.Database.Given, clients, requests);

    /// <summary>A request to the served program that does nothing.</summary>
    public static async Task<Measured> Empty(Uri address, int clients, int requests)
    {
        using var http = new HttpClient { BaseAddress = address };
        return await Load.Drive(clients, requests, async _ => (await http.GetAsync("/health/live")).IsSuccessStatusCode);
    }

    /// <summary>One row by its key, through the driver alone.</summary>
    public static async Task<Measured> Select(TandemApp app, int clients, int requests)
    {
        const string One = "SELECT name FROM workspaces LIMIT 1";
        if (app.Database.Engine == DatabaseEngine.Postgres)
        {
            await using var source = NpgsqlDataSource.Create(app.Database.Given);
            return await Load.Drive(clients, requests, async _ =>
            {
                await using var select = source.CreateCommand(One);
                await select.ExecuteScalarAsync();
                return true;
            });
        }

        return await Load.Drive(clients, requests, async _ =>
        {
            await using var connection = new SqliteConnection(app.Database.Address.ConnectionString);
            await connection.OpenAsync();
            await using var select = connection.CreateCommand();
            select.CommandText = One;
            await select.ExecuteScalarAsync();
            return true;
        });
    }

    /// <summary>Seconds to insert rows of about a hundred bytes, 2,000 in a transaction.</summary>
    public static async Task<double> Rows(DatabaseEngine engine, int rows)
    {
        const string Text = "One row of about a hundred bytes, as short as a person in a customer database is at least.";
        var watch = new System.Diagnostics.Stopwatch();
        if (engine == DatabaseEngine.Postgres)
        {
            await using var database = await Testing.Databases.TestDatabase.Empty(engine);
            await using var source = NpgsqlDataSource.Create(database.Given);
            await using (var create = source.CreateCommand("CREATE TABLE rows (id bigint PRIMARY KEY, text text)")) await create.ExecuteNonQueryAsync();
            watch.Start();
            for (var at = 0; at < rows; at += 2_000)
            {
                await using var postgres = await source.OpenConnectionAsync();
                await using var copy = await postgres.BeginBinaryImportAsync("COPY rows FROM STDIN (FORMAT BINARY)");
                for (var row = at; row < at + 2_000; row++)
                {
                    await copy.StartRowAsync();
                    await copy.WriteAsync((long)row);
                    await copy.WriteAsync(Text);
                }

                await copy.CompleteAsync();
            }

            return watch.Elapsed.TotalSeconds;
        }

        await using var connection = await Opened();
        using var statements = new Platform.Data.Rows.SqliteStatements(connection);
        watch.Start();
        for (var at = 0; at < rows; at += 2_000)
        {
            statements.Run("BEGIN IMMEDIATE");
            for (var row = at; row < at + 2_000; row++) statements.Run("INSERT INTO rows (id, text) VALUES ($1, $2)", [(long)row, Text]);
            statements.Run("COMMIT");
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<SqliteConnection> Opened()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Scratch.Folder("limit"), "limit.db")}");
        await connection.OpenAsync();
        await using var create = connection.CreateCommand();
        create.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT);";
        await create.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<Measured> Sqlite(int requests)
    {
        await using var connection = await Opened();
        await using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (text) VALUES ('One row of about a hundred bytes, as short as a person in a customer database is at least.')";
        return await Load.Drive(1, requests, async _ => await insert.ExecuteNonQueryAsync() == 1);
    }

    private static async Task<Measured> Postgres(string connection, int clients, int requests)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using (var create = source.CreateCommand("CREATE TABLE IF NOT EXISTS limit_rows (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text)")) await create.ExecuteNonQueryAsync();
        var measured = await Load.Drive(clients, requests, async _ =>
        {
            await using var insert = source.CreateCommand("INSERT INTO limit_rows (text) VALUES ('One row of about a hundred bytes, as short as a person in a customer database is at least.')");
            return await insert.ExecuteNonQueryAsync() == 1;
        });
        await using (var drop = source.CreateCommand("DROP TABLE limit_rows")) await drop.ExecuteNonQueryAsync();
        return measured;
    }
}
