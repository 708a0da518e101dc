using Tandem.Platform.Data;

namespace Tandem.Testing.Databases;

/// <summary>A database of its own for a test or a class of tests, on either engine; it goes away when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(DatabaseAddress address) => Address = address;

    public DatabaseAddress Address { get; }

    public DatabaseEngine Engine => Address.Engine;

    /// <summary>What the command line takes as <c>--db</c>: a SQLite path or a PostgreSQL connection string.</summary>
    public string Given => Engine == DatabaseEngine.Sqlite ? Address.File : Address.ConnectionString;

    /// <summary>A database without tables.</summary>
    public static async Task<TestDatabase> Empty(DatabaseEngine engine) => new(engine == DatabaseEngine.Sqlite
        ? DatabaseAddress.SqliteFile(Path.Combine(Scratch.Folder(), "tandem.db"))
        : new DatabaseAddress(engine, await PostgresServer.CreateDatabase()));

    /// <summary>A copy of a filled one, which is filled only once.</summary>
    public static async Task<TestDatabase> Copy(DatabaseTemplate template, DatabaseEngine engine)
    {
        var source = await template.On(engine);
        if (engine == DatabaseEngine.Postgres) return new(new DatabaseAddress(engine, await PostgresServer.CreateDatabase(source)));
        var file = Path.Combine(Scratch.Folder(), "tandem.db");
        File.Copy(source, file);
        return new(DatabaseAddress.SqliteFile(file));
    }

    public async ValueTask DisposeAsync()
    {
        if (Engine == DatabaseEngine.Postgres)
        {
            await using (var pool = new Npgsql.NpgsqlConnection(Address.ConnectionString)) Npgsql.NpgsqlConnection.ClearPool(pool);
            await PostgresServer.DropDatabase(Address.ConnectionString);
            return;
        }

        await using var pooled = new Microsoft.Data.Sqlite.SqliteConnection(Address.ConnectionString);
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(pooled);
        if (Directory.Exists(Path.GetDirectoryName(Address.File))) Directory.Delete(Path.GetDirectoryName(Address.File)!, recursive: true);
    }
}
